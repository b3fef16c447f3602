import Architectures
import Explorer

/// What became of a session that was computed once more, space by space.
struct SessionReplayReport {
    private var lines: [String] = []
    private(set) var different = 0
    private var all = 0

    /// What became of the session in one space.
    mutating func add(_ replay: SessionReplay, of own: SpaceSession, in space: SearchSpace) {
        lines.append(space.title)
        lines += replay.branches.map { "  branch \($0.title): \($0.words)" }
        if own.race != nil { lines.append("  its searches have no marks, and are not held against any") }
        different += replay.different
        all += replay.branches.count
    }

    private var verdict: String {
        different > 0
            ? "\(different) of \(all) \(all == 1 ? "branch" : "branches") \(different == 1 ? "is" : "are") not, byte for byte, what the session says"
            : "\(all) \(all == 1 ? "branch is" : "branches are"), byte for byte, what the session says"
    }

    var text: String { (lines + [verdict]).joined(separator: "\n") + "\n" }
}

extension SessionReplay.Branch {
    fileprivate var words: String {
        let count = "\(steps) steps"
        if let fault { return "\(count), not computed: \(fault)" }
        guard !marks.isEmpty else { return "\(count), computed; the session has no marks of it" }
        let at = "at \(marks.count == 1 ? "step" : "steps") \(marks.map(String.init).joined(separator: ", "))"
        if let differsFrom { return "\(count), differs from step \(differsFrom) on (marks \(at)): other networks or figures, or another kind of processor" }
        return "\(count), as it was \(at)"
    }
}
