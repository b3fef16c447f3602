import Tensors
import Testing

@Suite struct ParameterLayoutTests {
    private func layout() -> ParameterLayout {
        var builder = PlanBuilder()
        var h = builder.input(rows: 4, columns: 50)
        h = builder.linear(h, "a", outputs: 40, gain: 2)
        h = builder.addNodeEmbedding(builder.layerNorm(h, "n"), "p", nodes: 2)
        _ = builder.linear(h, "z", outputs: 3, gain: 0, bias: false)
        return builder.layout
    }

    @Test func weightsLieEndToEndInOrder() {
        let layout = layout()
        #expect(layout.entries.map(\.name) == ["a.weight", "a.bias", "n.weight", "n.bias", "p", "z.weight"])
        #expect(layout.entries.map(\.shape) == [[40, 50], [40], [40], [40], [2, 40], [3, 40]])
        #expect(layout.entries.map(\.offset) == [0, 2000, 2040, 2080, 2120, 2200])
        #expect(layout.count == 2320)
    }

    @Test func startingWeightsHaveTheirDistribution() {
        let weights = layout().initialWeights(seed: 6).map(Double.init)
        let scaled = weights[..<2000]
        let bound = 2 * (3.0 / 50).squareRoot()
        #expect(scaled.allSatisfy { abs($0) <= bound })
        // variance gain²/fan-in = 0.08; a uniform's square has variance 4/45·bound⁴
        let variance = scaled.reduce(0) { $0 + $1 * $1 } / 2000
        let spread = bound * bound * (4.0 / 45 / 2000).squareRoot()
        #expect(abs(variance - 0.08) < 4 * spread)
        #expect(weights[2000..<2040].allSatisfy { $0 == 0 })
        #expect(weights[2040..<2080].allSatisfy { $0 == 1 })
        #expect(weights[2080..<2120].allSatisfy { $0 == 0 })
        // normal, variance 0.3²; the squares of 80 draws spread by √(2/80)
        let embedding = weights[2120..<2200].reduce(0) { $0 + $1 * $1 } / 80
        #expect(embedding > 0.09 * (1 - 4 * 0.158) && embedding < 0.09 * (1 + 4 * 0.158))
        #expect(weights[2200...].allSatisfy { $0 == 0 })
    }

    @Test func startingWeightsAreSeeded() {
        let layout = layout()
        #expect(layout.initialWeights(seed: 6) == layout.initialWeights(seed: 6))
        #expect(layout.initialWeights(seed: 6) != layout.initialWeights(seed: 7))
    }
}
