extension State {
    /// Kept at most. A branch of 48 steps takes about 160 KB, so these are some ten megabytes.
    public static let branchLimit = 64

    /// Deletes the current branch; those that had left it go to the one it left.
    mutating func deleteBranch() -> [Effect] {
        guard let branch else { return [] }
        guard here.branches.count > 1 else {
            say("the last branch stays")
            return []
        }
        let heir = here.origin ?? here.branches.first { $0.parent == branch.id } ?? here.branches.first { $0.id != branch.id }
        let effects = heir.map { show($0.id) } ?? []
        guard let gone = detach(branch.id) else { return effects }
        keep(gone)
        say("\(branch.title) deleted: u brings it back")
        return effects
    }

    /// Brings back what was deleted last, and goes there.
    mutating func restoreBranch() -> [Effect] {
        guard let gone = here.removed.popLast() else {
            say("nothing to bring back")
            return []
        }
        var branch = gone.branch
        // Whatever was still coming for it was thrown away.
        branch.ticket = nil
        if here.branches.contains(where: { $0.label == branch.label }) { branch.label = nil }
        if let parent = branch.parent, !here.branches.contains(where: { $0.id == parent }) { branch.parent = nil }
        here.branches.insert(branch, at: min(gone.index, here.branches.count))
        for index in here.branches.indices where gone.children.contains(here.branches[index].id) {
            here.branches[index].parent = branch.id
        }
        say("\(branch.title) is back")
        return show(branch.id)
    }

    /// Makes room: the oldest branch that nobody named or looks at goes, and it is said.
    mutating func dropOldBranches() {
        while here.branches.count > Self.branchLimit {
            let seen = [here.current, branch?.parent, overlayHome].compactMap { $0 } + branchesInUse
            guard let old = here.branches.first(where: { $0.label == nil && !seen.contains($0.id) }) else { return }
            if let gone = detach(old.id) { keep(gone) }
            say("\(old.title) had to go: \(Self.branchLimit) branches are kept, and those with a name always; u brings it back")
        }
    }

    private mutating func keep(_ gone: RemovedBranch) {
        here.removed.append(gone)
        if here.removed.count > Self.branchLimit { here.removed.removeFirst() }
    }

    private var overlayHome: Int? {
        if case .branches(let tree) = overlay { tree.home } else { nil }
    }

    /// Takes a branch out of the tree.
    private mutating func detach(_ id: Int) -> RemovedBranch? {
        guard let index = here.branches.firstIndex(where: { $0.id == id }) else { return nil }
        let gone = here.branches.remove(at: index)
        let children = here.branches.indices.filter { here.branches[$0].parent == id }
        for child in children { here.branches[child].parent = gone.parent }
        here.eachMemory { $0.follow(.gone(id)) }
        return RemovedBranch(branch: gone, index: index, children: children.map { here.branches[$0].id })
    }
}
