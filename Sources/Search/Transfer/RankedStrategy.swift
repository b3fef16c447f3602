import Architectures

/// Goes down a ranking, whatever comes of it.
public struct RankedStrategy: Strategy {
    public let name: String
    private let ranking: [Architecture]

    /// By the mean over the sources of normal scores, the best first; equals in the problem's order.
    public init(_ name: String, sources: SourceFigures) {
        self.name = name
        let scores = sources.meanScores
        ranking = scores.indices.sorted { scores[$0] != scores[$1] ? scores[$0] > scores[$1] : $0 < $1 }.map { sources.architectures[$0] }
    }

    public func propose(_ count: Int, for problem: Problem, after history: History, seed: UInt64) -> Proposal {
        Proposal(Array(ranking.lazy.filter { !history.contains($0) }.prefix(count)))
    }
}
