extension State {
    /// Keeps the present tree, before another takes its place.
    /// - Returns: in words, what more than a run of itself is in it; nil where there is no more
    mutating func keepTree() -> String? {
        guard let tree = here.tree else { return nil }
        here.past.append(tree)
        RunTree.trim(&here.past)
        (here.future, here.removed, here.unfinished) = ([], [], [])
        return tree.isGrown ? tree.words : nil
    }

    /// Brings back what was lost last: a deleted branch, else the tree that another took the place of; what a page has of its own
    /// comes first.
    mutating func undo() -> [Effect] {
        if let effects = shownPage.undo(in: &self) { return effects }
        if !here.removed.isEmpty { return restoreBranch() }
        guard let old = here.past.last, let tree = here.tree else {
            say("nothing to bring back")
            return []
        }
        if let refusal = refusal(of: old) {
            warn(refusal)
            return []
        }
        here.past.removeLast()
        here.future.append(tree)
        return goOver(to: old, again: "U goes on again")
    }

    /// Takes back what `undo` brought.
    mutating func redo() -> [Effect] {
        if let effects = shownPage.redo(in: &self) { return effects }
        guard let next = here.future.last, let tree = here.tree else {
            say("nothing was brought back")
            return []
        }
        here.future.removeLast()
        here.past.append(tree)
        return goOver(to: next, again: "u goes back again")
    }

    private mutating func goOver(to tree: RunTree, again: String) -> [Effect] {
        let effects = replant(tree)
        say("\(tree.words) \(tree.stems.count == 1 ? "is" : "are") back; \(again)")
        return effects
    }

    /// Why a tree cannot be computed here; nil where it can.
    private func refusal(of tree: RunTree) -> String? {
        for segment in tree.stems.flatMap(\.segments) {
            let (_, lost) = mended(segment)
            if let first = lost.first { return "\(tree.words) cannot come back: there is no \(first) here; start with the files they were made with" }
        }
        return nil
    }

    /// Settings as they can run here, and what had to be left out of them.
    func mended(_ segment: Branch.Segment) -> (segment: Branch.Segment, lost: [String]) {
        var (segment, lost) = (segment, [String]())
        if let catalog, !catalog.has(segment.denoiser) {
            lost.append("\(segment.denoiser.rawValue) denoiser")
            segment.denoiser = catalog.hasLearned ? .learned : .exact
        }
        let guidance = segment.settings.guidance
        for property in guidance.properties where !canSteer(property, segment.denoiser, guidance) {
            lost.append(property)
            segment.settings.guidance.tilts[property] = nil
            segment.settings.guidance.aims[property] = nil
        }
        if segment.settings.sampler.drawsArchitectures, let catalog, !catalog.abilities(of: segment.denoiser).allowsDraws(segment.settings.guidance) {
            lost.append("posterior for the sampler \(segment.settings.sampler.name)")
            segment.settings.sampler = .ancestral
        }
        return (segment, lost)
    }
}
