import Architectures
import Diffusion

/// Two runs from the same noise at the same noise level, and how far they are apart.
public struct Comparison: Sendable {
    public struct Side: Sendable {
        public let name: String
        /// What this run has otherwise than the other one.
        public let words: [String]
        public let branch: Branch
        public let position: Int
        /// nil while it is not computed.
        public let snapshot: Snapshot?
        /// Whether this is the run that keys act on.
        public let isCurrent: Bool
    }

    public let current: Side
    public let rival: Side
    /// At the moment shown; nil while one of them is not computed.
    public let gap: MomentGap?
    private let alignment: NoiseAlignment

    init(_ branch: Branch, named name: String, at position: Int, with other: Branch, named rivalName: String) {
        alignment = NoiseAlignment(branch.settings, to: other.settings)
        let place = alignment.place(of: position)
        current = Side(
            name: name, words: branch.words(unlike: other), branch: branch, position: position,
            snapshot: branch.known(at: position), isCurrent: true)
        rival = Side(
            name: rivalName, words: other.words(unlike: branch), branch: other, position: place,
            snapshot: other.known(at: place), isCurrent: false)
        if let mine = branch.moment(at: position), let theirs = other.moment(at: place) {
            gap = MomentGap(mine, theirs)
        } else {
            gap = nil
        }
    }

    /// The gap at every position of the current run, as far as both are computed; the end is the last.
    public var gaps: [MomentGap?] {
        (0...current.branch.total).map { position in
            guard let mine = current.branch.moment(at: position),
                let theirs = rival.branch.moment(at: alignment.place(of: position))
            else { return nil }
            return MomentGap(mine, theirs)
        }
    }

    /// Where the rival was changed, in steps of the current run.
    var rivalForks: [Int] {
        let forks = rival.branch.segments.map(\.start).filter { $0 > 0 }
        guard !forks.isEmpty else { return [] }
        let alignment = NoiseAlignment(rival.branch.settings, to: current.branch.settings)
        return forks.map(alignment.place(of:))
    }
}

extension Branch {
    /// Whether a position was computed for this very run: nothing stands in for it.
    private func knows(_ position: Int) -> Bool { position < steps.count || isComplete }

    fileprivate func known(at position: Int) -> Snapshot? { knows(position) ? snapshot(at: position) : nil }

    fileprivate func moment(at position: Int) -> ComparedMoment? {
        guard knows(position), let (step, isEnd) = step(at: position) else { return nil }
        return ComparedMoment(
            space: step.space, state: isEnd ? step.next : step.state,
            estimate: isEnd ? step.next : step.guided)
    }
}
