import Architectures
import TestSupport
import Testing

extension MobileNet {
    /// Depths and layers uniform and independent.
    static func random(_ random: inout SeededGenerator) throws -> MobileNet {
        try MobileNet(
            (0..<5).map { _ in
                let depth = Int.random(in: 2...4, using: &random)
                return try Stage((0..<depth).compactMap { _ in Layer(code: Int.random(in: 0..<9, using: &random)) })
            })
    }
}

@Suite struct MobileNetTests {
    @Test func everyStageIsItsLayers() throws {
        var seen: Set<[Int]> = []
        for stage in MobileNet.Stage.all {
            #expect((2...4).contains(stage.depth) && stage.layers.count == stage.depth)
            #expect(try MobileNet.Stage(stage.layers) == stage)
            seen.insert(stage.layers.map(\.code))
        }
        #expect(seen.count == 7_371)
        for code in [-1, 7_371] { #expect(MobileNet.Stage(code: code) == nil) }
    }

    @Test func everyLayerIsItsKernelAndExpansion() {
        var pairs: Set<[Int]> = []
        for code in 0..<9 {
            guard let layer = MobileNet.Layer(code: code) else {
                Issue.record("no layer \(code)")
                continue
            }
            #expect(MobileNet.Layer(kernel: layer.kernel, expansion: layer.expansion) == layer)
            pairs.insert([layer.kernel, layer.expansion])
        }
        #expect(pairs.count == 9)
        #expect(MobileNet.Layer(code: 9) == nil && MobileNet.Layer(kernel: 4, expansion: 3) == nil)
        #expect(MobileNet.Layer(kernel: 3, expansion: 5) == nil)
    }

    @Test func theGraphHasTwentyNodesAndTwentySevenSlots() {
        let layout = MobileNet.layout
        #expect(layout.nodeCount == 20 && layout.typeCount == 10 && layout.stateDimension == 227)
        #expect(Set(layout.slots).count == 27)
        #expect(layout.slots.allSatisfy { $0.from < $0.to })
    }

    /// The edges are the steps of a walk over the present layers.
    @Test func edgesJoinLayersThatFollowEachOther() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<500 {
            let network = try MobileNet.random(&random)
            let present = (0..<20).filter { network.layer($0) != nil }
            let steps = Set(zip(present, present.dropFirst()).map { GraphLayout.Slot(from: $0, to: $1) })
            let edges = zip(MobileNet.layout.slots, network.presence).filter(\.1).map(\.0)
            #expect(Set(edges) == steps && edges.count == steps.count)
        }
    }

    @Test func statesAreReadBack() throws {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<500 {
            let network = try MobileNet.random(&random)
            let state = network.state
            #expect(state.allSatisfy { abs($0) == 1 })
            #expect(state[..<200].count { $0 == 1 } == 20)
            let decoded = MobileNet.decode(state.map { $0 * 0.3 + 0.01 })
            #expect(decoded.isValid && decoded.network == network && decoded.types == network.nodeTypes)
        }
    }

    @Test func stagesCanBeExchanged() throws {
        var random = SeededGenerator(seed: 3)
        var network = try MobileNet.random(&random)
        let other = try MobileNet.random(&random)
        for stage in 0..<5 { network[stage] = other[stage] }
        #expect(network == other)
        #expect(errorText { _ = try MobileNet([]) } == "a network has 5 stages, not 0")
    }
}
