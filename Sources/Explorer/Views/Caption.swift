import Architectures
import Diffusion

/// What happens at a moment, in words: short enough for one line, and meant for people who see this for the first time.
enum Caption {
    static func text(for state: State, branch: Branch?, snapshot: Snapshot?, width: Int) -> String {
        guard let branch, let snapshot else {
            return state.isLoading ? "loading the networks and what was measured" : ""
        }
        if snapshot.isEnd { return ending(snapshot, width: width) }
        if snapshot.step.index == 0, branch.denoiser == .published {
            return "Pure noise. The published network knows V alone; E is what these operations would imply."
        }
        if snapshot.step.index == 0 {
            return "Pure noise: every \(snapshot.space.words.type) is still possible. Each step estimates the clean \(snapshot.space.words.noun) and removes a little noise."
        }
        let space = snapshot.space
        var parts: [String] = []
        let changed = branch.changes(at: state.position).filter(space.choices.contains)
        let before = branch.snapshot(at: state.position - 1)
        if let node = changed.first {
            let (type, probability) = snapshot.choice(at: node)
            let was = before.map { ", it was \(space.label(ofType: $0.choice(at: node).type))" } ?? ""
            parts.append("\(space.words.nodes[node]) now leans to \(space.label(ofType: type)) (\(percent(probability)))\(was)")
        } else if let node = newlySettled(snapshot, before) {
            parts.append("\(space.words.nodes[node]) settles on \(space.label(ofType: snapshot.choice(at: node).type))")
        }
        parts.append(progress(snapshot))
        if let pull = strongestPull(snapshot, branch, state) { parts.append(pull) }
        let whole = parts.joined(separator: "  ·  ")
        // The cell's own title counts the settled edges too.
        guard whole.count > width, parts.count == 3 else { return whole }
        return [parts[0], parts[2]].joined(separator: "  ·  ")
    }

    private static func ending(_ snapshot: Snapshot, width: Int) -> String {
        let noun = snapshot.space.words.noun
        if let fault = snapshot.decoded.faults.first { return "Not a valid \(noun): \(fault)" }
        guard let architecture = snapshot.decoded.architecture else { return "Done." }
        let verdict = snapshot.space.view.verdict
        for text in ["\(verdict)  \(architecture.archString)", "Valid: \(architecture.archString)", verdict] where text.count <= width {
            return text
        }
        return "A valid \(noun)."
    }

    private static func newlySettled(_ now: Snapshot, _ before: Snapshot?) -> Int? {
        guard let before else { return nil }
        let settled = Set(before.settled)
        return now.settled.first { !settled.contains($0) }
    }

    private static func progress(_ snapshot: Snapshot) -> String {
        let (settled, all, space) = (snapshot.settled.count, snapshot.space.choices.count, snapshot.space)
        if settled == 0 { return "no \(space.words.choice) has settled yet" }
        guard settled == all else { return "\(settled) of \(all) \(space.words.choices) settled" }
        return "all \(all == 6 ? "six" : "\(all)") \(space.words.choices) have settled"
    }

    private static func strongestPull(_ snapshot: Snapshot, _ branch: Branch, _ state: State) -> String? {
        let shares = snapshot.step.tiltShares
        guard let place = shares.indices.max(by: { shares[$0] < shares[$1] }), shares[place] > 0,
            let info = state.catalog?.entries[place].info
        else { return nil }
        // What held when the step was taken, not what holds now.
        let guidance = branch.settings(at: snapshot.step.index).guidance
        if let aim = guidance.aims[info.name] { return "guidance aims at \(info.told(aim.target)) \(info.name)" }
        let tilt = guidance.tilts[info.name] ?? 0
        return "guidance asks for \(tilt < 0 ? "less" : "more") \(info.name)"
    }

    private static func percent(_ share: Double) -> String { "\((share * 100).fixed(0)) %" }
}
