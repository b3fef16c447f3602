import Architectures
import Diffusion

/// The result of `dnag evaluate quality`.
struct QualityText: Encodable {
    struct EdgeSet: Encodable {
        /// Such as `data>1`.
        let edges: [String]
        let share, expected: Double
    }

    let space: String
    let count: Int
    let seed: UInt64
    let sampler, sde, corrector: String
    let denoiser_evaluations_per_sample: Int
    let validity, uniqueness: Double
    /// Of as many draws from the space; nil in a space without a list.
    let expected_uniqueness: Double?
    let max_share_deviation, max_edge_deviation: Double
    /// nil where nothing was measured that was trained on half of the space.
    let novelty: Double?
    /// The file of the denoiser whose novelty this is.
    let novelty_of: String?
    let nodes, types: [String]
    /// [node][type]
    let shares, expected_shares: [[Double]]
    /// By block.
    let edge_sets: [[EdgeSet]]
    private let noun, choice: String

    private enum CodingKeys: CodingKey {
        case space, count, seed, sampler, sde, corrector, denoiser_evaluations_per_sample, validity, uniqueness, expected_uniqueness, max_share_deviation,
            max_edge_deviation, novelty, novelty_of, nodes, types, shares, expected_shares, edge_sets
    }

    /// More sets of edges of a block are not listed in the text.
    private static let listed = 12

    init(
        _ report: QualityReport, of space: SearchSpace, settings: RunSettings, corrector: String, novelty: (share: Double, file: String)?
    ) {
        let words = space.words
        (noun, choice) = (words.noun, words.choice)
        self.space = space.name
        (count, seed, sampler, sde) = (report.count, settings.seed, settings.sampler.rawValue, settings.sde.rawValue)
        self.corrector = corrector
        denoiser_evaluations_per_sample = settings.passes
        (validity, uniqueness, expected_uniqueness) = (report.validity, report.uniqueness, report.expectedUniqueness)
        (max_share_deviation, max_edge_deviation) = (report.maxShareDeviation, report.maxEdgeDeviation)
        (self.novelty, novelty_of) = (novelty?.share, novelty?.file)
        nodes = space.choices.map { words.nodes[$0] }
        types = space.chosenTypes.map(space.label(ofType:))
        shares = report.shares.map { Array($0[space.chosenTypes]) }
        expected_shares = report.expected.map { Array($0[space.chosenTypes]) }
        edge_sets = report.edges.map { sets in
            sets.map { set in
                EdgeSet(
                    edges: set.slots.map { "\(words.nodes[space.layout.slots[$0].from])>\(words.nodes[space.layout.slots[$0].to])" }, share: set.share,
                    expected: set.expected)
            }
        }
    }

    var text: String {
        var table = TextTable(header: [choice] + types)
        for (node, row) in shares.enumerated() {
            table.add([nodes[node].escaped()] + zip(row, expected_shares[node]).map { $0 == 0 && $1 == 0 ? "" : Self.percent($0) })
        }
        let unique = expected_uniqueness.map { ", expected of uniform draws \(Self.percent($0))" } ?? " of the samples"
        let novelty =
            novelty.flatMap { share in novelty_of.map { "\(Self.percent(share)) of the samples of \($0.escaped()), which was trained on half of the space" } }
            ?? "not measured: this denoiser was not trained on half of the space; name one that was by --half-file"
        return """
            samples               \(count), seed \(seed)
            method                \(sampler) on \(sde), corrector \(corrector): \(denoiser_evaluations_per_sample) denoiser evaluations a sample
            validity              \((100 * validity).fixed(3)) %
            uniqueness            \(Self.percent(uniqueness))\(unique)
            \(expected_uniqueness == nil ? "" : "novelty               \(novelty)\n")max share deviation   \((100 * max_share_deviation).fixed(2)) points from the space's own
            max edge deviation    \((100 * max_edge_deviation).fixed(2)) points from the space's own

            \(table.text)\(edge_sets.map(edges).joined())
            """
    }

    private func edges(_ sets: [EdgeSet]) -> String {
        var table = TextTable(header: ["edges", "share", "of the space"])
        for set in sets.prefix(Self.listed) {
            table.add([set.edges.isEmpty ? "none" : set.edges.joined(separator: " ").escaped(), Self.percent(set.share), Self.percent(set.expected)])
        }
        return "\n" + table.text + (sets.count > Self.listed ? "and \(sets.count - Self.listed) rarer sets of edges\n" : "")
    }

    private static func percent(_ share: Double) -> String { "\((100 * share).fixed(2)) %" }
}
