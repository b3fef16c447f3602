import Architectures
import Diffusion

/// What happens at a moment, in words: short enough for one line, and meant for people who see this for the first time.
enum Caption {
    static func text(for state: State, branch: Branch?, snapshot: Snapshot?, width: Int) -> String {
        guard let branch, let snapshot else {
            return state.isLoading ? "loading the networks and figures" : ""
        }
        if snapshot.isEnd { return ending(snapshot, width: width) }
        if snapshot.step.index == 0, branch.denoiser == .published {
            return "Pure noise. The published network knows V alone; E is what these operations would imply."
        }
        if snapshot.step.index == 0 {
            return "Pure noise: every operation is still possible. Each step estimates the clean cell and removes a little noise."
        }
        var parts: [String] = []
        let changed = branch.changes(at: state.position).filter { (1...6).contains($0) }
        let before = branch.snapshot(at: state.position - 1)
        if let node = changed.first {
            let (type, probability) = snapshot.choice(edge: node - 1)
            let was = before.map { ", it was \($0.choice(edge: node - 1).type.label)" } ?? ""
            parts.append("\(name(node)) now leans to \(type.label) (\(percent(probability)))\(was)")
        } else if let edge = newlySettled(snapshot, before) {
            parts.append("\(name(edge + 1)) settles on \(snapshot.choice(edge: edge).type.label)")
        }
        parts.append(progress(snapshot))
        if let pull = strongestPull(snapshot, branch, state) { parts.append(pull) }
        let whole = parts.joined(separator: "  ·  ")
        // The cell's own title counts the settled edges too.
        guard whole.count > width, parts.count == 3 else { return whole }
        return [parts[0], parts[2]].joined(separator: "  ·  ")
    }

    private static func ending(_ snapshot: Snapshot, width: Int) -> String {
        if let violation = snapshot.decoded.violations.first { return "Not a valid cell: \(violation)" }
        guard let cell = snapshot.decoded.cell else { return "Done." }
        let verdict = "A valid cell: the edges it generated agree with its operations."
        for text in ["\(verdict)  \(cell.archString)", "Valid: \(cell.archString)", verdict] where text.count <= width {
            return text
        }
        return "A valid cell."
    }

    private static func newlySettled(_ now: Snapshot, _ before: Snapshot?) -> Int? {
        guard let before else { return nil }
        let settled = Set(before.settledEdges)
        return now.settledEdges.first { !settled.contains($0) }
    }

    private static func progress(_ snapshot: Snapshot) -> String {
        let settled = snapshot.settledEdges.count
        if settled == 0 { return "no edge has settled yet" }
        return settled == 6 ? "all six edges have settled" : "\(settled) of 6 edges settled"
    }

    private static func strongestPull(_ snapshot: Snapshot, _ branch: Branch, _ state: State) -> String? {
        let shares = snapshot.step.tiltShares
        guard let place = shares.indices.max(by: { shares[$0] < shares[$1] }), shares[place] > 0,
            let info = state.catalog?.entries[place].info
        else { return nil }
        // What held when the step was taken, not what holds now.
        let guidance = branch.settings(at: snapshot.step.index).guidance
        if let aim = guidance.aims[info.name] { return "guidance aims at \(info.format(aim.target)) \(info.name)" }
        let tilt = guidance.tilts[info.name] ?? 0
        return "guidance asks for \(tilt < 0 ? "less" : "more") \(info.name)"
    }

    private static func name(_ node: Int) -> String { Scene.nodeNames[node] }

    private static func percent(_ share: Double) -> String { "\((share * 100).fixed(0)) %" }
}
