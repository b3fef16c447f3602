import Architectures
import Foundation
import TestSupport
import Testing

/// Blocks and patterns say what the architectures themselves say.
@Suite struct SpaceBlockTests {
    private func architectures(_ space: SearchSpace) throws -> [Architecture] {
        if let list = space.list { return stride(from: 0, to: list.count, by: space == .nasbench201 ? 1 : 211).compactMap { Architecture(place: $0, of: space) } }
        var random = SeededGenerator(seed: 5)
        return try (0..<3_000).map { _ in Architecture(try MobileNet.random(&random)) }
    }

    @Test func theyCountAllArchitectures() {
        #expect(SearchSpace.nasbench201.count == Double(Cell.count) && SearchSpace.nasbench201.isListed)
        let stage = Double(MobileNet.Stage.count)
        #expect(SearchSpace.mobilenetv3.count == stage * stage * stage * stage * stage && !SearchSpace.mobilenetv3.isListed)
    }

    /// Every node and every slot belongs to one block.
    @Test(arguments: SearchSpace.builtIn) func theyDivideTheGraph(space: SearchSpace) {
        #expect(space.blocks.flatMap(\.nodes).sorted() == Array(0..<space.layout.nodeCount))
        #expect(space.blocks.flatMap(\.slots).sorted() == Array(space.layout.slots.indices))
    }

    /// An architecture fits one pattern of each block, and no pattern allows what is none.
    @Test(arguments: SearchSpace.builtIn) func everyArchitectureHasOnePatternABlock(space: SearchSpace) throws {
        let vertices = space.layout.vertexDimension
        for architecture in try architectures(space) {
            let state = architecture.state, types = architecture.nodeTypes
            for block in space.blocks {
                let edges = block.slots.map { state[vertices + $0] > 0 }
                let fitting = block.patterns.filter { pattern in
                    pattern.edges == edges && block.nodes.enumerated().allSatisfy { pattern.allows(types[$1], at: $0) }
                }
                #expect(fitting.count == 1)
                let named = block.patterns.count { pattern in block.nodes.enumerated().allSatisfy { pattern.allows(types[$1], at: $0) } }
                #expect(named == 1 || space == .nasbenchGraph, "types leave no doubt about the edges, but where E is free")
            }
        }
    }

    /// Types tell the pattern where no two patterns allow the same types.
    @Test func typesTellThePatternWhereNoTwoShareAny() {
        func isTold(_ patterns: [[[Int]]]) -> Bool {
            SpaceBlock(
                nodes: [0, 1], slots: [0], patterns: patterns.enumerated().map { SpaceBlock.Pattern(edges: [$0.offset % 2 == 0], types: $0.element) }
            ).isToldByTypes
        }
        #expect(isTold([[[0, 1], [0]], [[2], [0]]]) && isTold([[[0], [1]], [[0], [2]], [[1], [1, 2]]]))
        // Both allow 1 and 0 together.
        #expect(!isTold([[[0, 1], [0]], [[1, 2], [0]]]) && !isTold([[[0], [0]], [[1], [1]], [[0], [0, 1]]]))
        #expect(SearchSpace.builtIn.map { $0.blocks.allSatisfy(\.isToldByTypes) } == SearchSpace.builtIn.map { $0 != .nasbenchGraph })
    }

    /// The shares of the space's own distribution sum to the same for each block: cells are uniform, depths are, and then layers.
    @Test func sharesAreTheSpacesOwn() throws {
        #expect(SearchSpace.nasbench201.blocks[0].patterns.allSatisfy { $0.logShare == 0 })
        for block in SearchSpace.mobilenetv3.blocks {
            let sizes = block.patterns.map(\.count)
            let shares = zip(block.patterns, sizes).map { $0.logShare + log($1) }
            #expect(shares.allSatisfy { abs($0) < 1e-12 }, "each depth as likely")
        }
    }
}
