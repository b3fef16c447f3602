import Architectures
import Diffusion
import Foundation
import TestSupport
import Testing

/// The exact engines over spaces of the user's own, against sums over all their architectures.
@Suite struct OwnSpaceTests {
    private static func space(_ text: String) throws -> SearchSpace { try OwnSpace(Data(text.utf8), path: "s.json").space }

    private static let chain = """
        {"name": "chain", "choices": {"layers": [2, 4, 6], "heads": [4, 8], "activation": ["relu", "gelu"]},
         "costs": {"size": {"constant": 1, "layers": {"2": 1, "4": 2, "6": 2.5}, "heads": {"8": 0.5}}}}
        """

    /// One node or two between input and output, and a head by itself: patterns of edges, and of more than one block.
    private static let blocks = """
        {"name": "two", "nodes": ["in", "a", "b", "out", "head"], "types": ["in", "out", "conv", "pool", "none"], "absent": "none",
         "slots": ["in>a", "a>b", "a>out", "b>out", "out>head"],
         "blocks": [
           {"nodes": ["in", "a", "b", "out"], "patterns": [
             {"types": {"in": "in", "out": "out", "a": ["conv", "pool"], "b": "none"}, "edges": ["in>a", "a>out"]},
             {"types": {"in": "in", "out": "out", "*": ["conv", "pool"]}, "edges": ["in>a", "a>b", "b>out"]}]},
           {"nodes": ["head"], "patterns": [{"types": {"head": ["conv", "none"]}}]}],
         "costs": {"convolutions": {"*": {"conv": 1}}}}
        """

    private func noisy(_ architecture: Architecture, _ sigma: Double, _ random: inout SeededGenerator) -> [Float] {
        architecture.state.map { $0 + Float(sigma * Double.random(in: -1.5...1.5, using: &random)) }
    }

    /// p ∝ exp(x·a/σ²) over the list; mean, and moments of what is counted.
    @Test(arguments: [Self.chain, Self.blocks]) func posteriorsAreSumsOverAllArchitectures(text: String) throws {
        let space = try Self.space(text), cost = try #require(space.costs.first), property = try #require(FactoredProperty.counted(of: space).first)
        let all = (0..<Int(space.count)).compactMap { Architecture(place: $0, of: space) }
        #expect(all.count == 12)
        let states = all.map { $0.state.map(Double.init) }, figures = all.map(cost.value(of:)), values = cost.values(in: space)
        #expect(figures == values && all.map { property.figure.value(of: $0) } == figures.map { $0 })
        let posterior = FactoredPosterior(of: space), worker = ExactDenoiser(of: space).makeWorker(), dimension = space.layout.stateDimension
        var random = SeededGenerator(seed: 7)
        for sigma in [0.3, 1, 4] {
            let panel = PanelBuffer.allocate(capacity: Panel.width * dimension), means = PanelBuffer.allocate(capacity: Panel.width * dimension)
            defer { for buffer in [panel, means] { buffer.deallocate() } }
            for slot in 0..<Panel.width {
                let x = noisy(all[slot], sigma, &random)
                for i in 0..<dimension { panel[slot * dimension + i] = x[i] }
            }
            worker.denoise(panel, sigma: sigma, into: means)
            for slot in 0..<Panel.width {
                let x = (0..<dimension).map { Double(panel[slot * dimension + $0]) }
                let logits = states.map { state in zip(state, x).reduce(0) { $0 + $1.0 * $1.1 } / (sigma * sigma) }
                let weights = logits.map { exp($0 - (logits.max() ?? 0)) }, total = weights.reduce(0, +)
                func mean(_ values: [Double]) -> Double { zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total }
                var own = [Float](repeating: 0, count: dimension)
                posterior.condition(on: x.map(Float.init), sigma: sigma)
                posterior.mean(into: &own)
                for i in 0..<dimension {
                    let expected = mean(states.map { $0[i] })
                    #expect(abs(Double(own[i]) - expected) < 1e-5 && abs(Double(means[slot * dimension + i]) - expected) < 1e-5)
                }
                let moments = posterior.moments(property.figure), first = mean(figures)
                #expect(abs(moments.mean - first) < 1e-9 && abs(moments.variance - (mean(figures.map { $0 * $0 }) - first * first)) < 1e-9)
            }
        }
    }

    /// A chain too long for a list: two to the twentieth architectures, each a sum of its own.
    @Test func aLongChainsPosteriorIsASumOverAll() throws {
        let choices = (0..<20).map { "\"n\($0)\": [\"a\", \"b\"]" }.joined(separator: ", ")
        let space = try Self.space("{\"name\": \"long\", \"choices\": {\(choices)}, \"costs\": {\"bs\": {\"*\": {\"b\": 1}}}}")
        #expect(!space.isListed)
        var random = SeededGenerator(seed: 9)
        let x = noisy(try #require(space.someArchitecture), 1, &random), posterior = FactoredPosterior(of: space)
        posterior.condition(on: x, sigma: 1)
        var own = [Float](repeating: 0, count: space.layout.stateDimension)
        posterior.mean(into: &own)
        // ln of the weight of b over a at each node: the ±1 entries of both types change places.
        let odds = (0..<20).map { 2 * (Double(x[2 * $0 + 1]) - Double(x[2 * $0])) }
        var sums = [Double](repeating: 0, count: 20), total = 0.0, counts = 0.0
        for code in 0..<1 << 20 {
            var logit = 0.0
            for node in 0..<20 where code >> node & 1 == 1 { logit += odds[node] }
            let weight = exp(logit)
            total += weight
            counts += weight * Double(code.nonzeroBitCount)
            for node in 0..<20 where code >> node & 1 == 1 { sums[node] += weight }
        }
        for node in 0..<20 { #expect(abs(Double(own[2 * node + 1]) - (2 * sums[node] / total - 1)) < 1e-5) }
        #expect(own[40...].allSatisfy { abs($0 - 1) < 1e-6 }, "edges of a chain are always there")
        let figure = try #require(FactoredProperty.counted(of: space).first).figure
        #expect(abs(posterior.moments(figure).mean - counts / total) < 1e-9)
    }

    /// Whole runs end in the space, listed or not.
    @Test(arguments: [false, true]) func runsEndInTheSpace(isLong: Bool) throws {
        let choices = (0..<20).map { "\"n\($0)\": [\"a\", \"b\"]" }.joined(separator: ", ")
        let space = try Self.space(isLong ? "{\"name\": \"long\", \"choices\": {\(choices)}}" : Self.blocks)
        let denoiser: any Denoiser = space.isListed ? ExactDenoiser(of: space) : FactoredDenoiser(of: space)
        let samples = try Generation.samples(
            32, from: 0, models: Models(denoiser: denoiser), settings: RunSettings(seed: 4, schedule: NoiseSchedule(of: space), steps: 20), threads: 1
        ) { _, _ in }
        #expect(samples.count == 32 && samples.allSatisfy { $0.isValid && $0.architecture?.space == space })
        #expect(Set(samples.compactMap(\.architecture)).count > 6)
    }
}
