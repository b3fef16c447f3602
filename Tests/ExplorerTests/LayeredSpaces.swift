import Architectures
import Diffusion
import Explorer
import Terminal

/// Small spaces with no drawing of their own, to see how any graph is drawn.
enum LayeredSpaces {
    static let all: [SearchSpace] = [
        .nasbenchGraph, complete, choices, chain(64, isWhole: true), chain(64, isWhole: false), fan(64), row(64), manyTypes, alone,
    ]

    /// Every node may take its input from every node before it, as in NAS-Bench-101: 7 nodes and 21 slots.
    static let complete: SearchSpace = {
        let slots = (0..<7).flatMap { from in (from + 1..<7).map { GraphLayout.Slot(from: from, to: $0) } }
        let graphs: [[[Int]]] = [
            [[0, 1], [1, 2], [2, 3], [3, 4], [4, 5], [5, 6]], [[0, 1], [0, 2], [1, 3], [2, 3], [3, 4], [4, 5], [5, 6], [0, 6]],
            [[0, 1], [0, 2], [0, 3], [1, 4], [2, 4], [3, 5], [4, 6], [5, 6], [0, 6]], [[0, 1], [0, 2], [0, 3], [0, 4], [0, 5], [1, 6], [2, 6], [3, 6], [4, 6]],
            [[0, 1], [1, 2], [1, 3], [2, 5], [3, 5], [0, 4], [4, 5], [5, 6], [1, 6]],
        ]
        let types = [("in", "in", "i"), ("out", "out", "o"), ("conv 1×1", "1×1", "1"), ("conv 3×3", "3×3", "3"), ("maxpool", "pool", "p")]
        return space(
            "complete", noun: "cell", nodes: ["in", "1", "2", "3", "4", "5", "out"], types: types, slots: slots, choices: 1..<6, chosen: 2..<5
        ) {
            [
                SpaceBlock(
                    nodes: Array(0..<7), slots: Array(slots.indices),
                    patterns: graphs.map { edges in
                        SpaceBlock.Pattern(
                            edges: slots.map { edges.contains([$0.from, $0.to]) }, types: [[0]] + Array(repeating: [2, 3, 4], count: 5) + [[1]])
                    })
            ]
        }
    }()

    /// Four choices that no edges join.
    static let choices = space(
        "choices", noun: "transformer", nodes: ["depth", "heads", "mlp", "embed"],
        types: ["2", "4", "6", "8", "1", "3", "12", "1×", "2×", "4×", "192", "384"].map { ($0, $0, String($0.prefix(1))) }, slots: [], choices: 0..<4,
        chosen: 0..<12
    ) {
        [[0, 1, 2, 3], [4, 5, 6], [7, 8, 9], [10, 11]].enumerated().map { node, types in
            SpaceBlock(nodes: [node], slots: [], patterns: [SpaceBlock.Pattern(edges: [], types: [types])])
        }
    }

    static func chain(_ count: Int, isWhole: Bool) -> SearchSpace {
        independent("chain", count, slots: (0..<count - 1).map { GraphLayout.Slot(from: $0, to: $0 + 1) }, isWhole ? [true] : [true, false])
    }

    static func fan(_ count: Int) -> SearchSpace {
        independent("fan", count, slots: (1..<count - 1).flatMap { [GraphLayout.Slot(from: 0, to: $0), GraphLayout.Slot(from: $0, to: count - 1)] }, [true])
    }

    static func row(_ count: Int) -> SearchSpace { independent("row", count, slots: [], [true]) }

    /// More types than fit beside each other.
    static let manyTypes = space(
        "many types", noun: "graph", nodes: ["a", "b"], types: (0..<60).map { ("type \($0)", "t\($0)", String($0 % 10)) }, slots: [.init(from: 0, to: 1)],
        choices: 0..<2, chosen: 0..<60
    ) { [SpaceBlock(nodes: [0, 1], slots: [0], patterns: [SpaceBlock.Pattern(edges: [true], types: [Array(0..<60), Array(0..<60)])])] }

    /// One choice of two.
    static let alone = space("alone", noun: "switch", nodes: ["it"], types: [("on", "on", "1"), ("off", "off", "0")], slots: [], choices: 0..<1, chosen: 0..<2) {
        [SpaceBlock(nodes: [0], slots: [], patterns: [SpaceBlock.Pattern(edges: [], types: [[0, 1]])])]
    }

    /// Nodes that are independent of each other, each with the edges that leave it: all of them or, by `edges`, none.
    private static func independent(_ name: String, _ count: Int, slots: [GraphLayout.Slot], _ edges: [Bool]) -> SearchSpace {
        space(
            name, noun: "graph", nodes: (0..<count).map { "n\($0)" }, types: (0..<6).map { ("type \($0)", "ty\($0)", "\($0)") }, slots: slots,
            choices: 0..<count, chosen: 0..<6
        ) {
            (0..<count).map { node in
                let own = slots.indices.filter { slots[$0].from == node }
                return SpaceBlock(
                    nodes: [node], slots: own, patterns: edges.map { isThere in SpaceBlock.Pattern(edges: own.map { _ in isThere }, types: [Array(0..<6)]) })
            }
        }
    }

    private static func space(
        _ name: String, noun: String, nodes: [String], types: [(String, String, String)], slots: [GraphLayout.Slot], choices: Range<Int>,
        chosen: Range<Int>, blocks: @escaping @Sendable () -> [SpaceBlock]
    ) -> SearchSpace {
        SearchSpace(
            graph: name, noun: noun, nodes: nodes, types: types.map { SpaceWords.TypeName(label: $0.0, short: $0.1, letter: $0.2) }, slots: slots,
            choices: choices, chosenTypes: chosen, blocks: blocks)
    }

    /// A run of a space by its exact posterior.
    static func explorer(
        _ space: SearchSpace, _ width: Int, _ height: Int, seed: UInt64 = 3, theme: Theme.Name = .dark, at step: Int = 12, of steps: Int = 24,
        figures: [BenchmarkTable.Column] = []
    ) throws -> HeadlessExplorer {
        let denoiser: any Denoiser = space.isListed ? ExactDenoiser(of: space) : FactoredDenoiser(of: space)
        let loaded = LoadedModels(space: space, learned: Models(denoiser: denoiser, predictor: nil), figures: figures)
        var options = ExplorerOptions(
            settings: RunSettings(seed: seed, schedule: .fixed, steps: steps), denoiser: figures.isEmpty ? .learned : .exact, theme: theme,
            files: ModelFiles(space: space)
        ) { loaded }
        options.population = 64
        let explorer = try HeadlessExplorer(options, width: width, height: height)
        explorer.turn(to: .watch)
        explorer.go(to: step)
        return explorer
    }
}
