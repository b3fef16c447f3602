import Architectures
import Diffusion
import Foundation
import Tensors
import Testing

/// The posterior over blocks against the posterior over the whole list, in the one space that has both.
@Suite struct FactoredPosteriorTests {
    private static let space = SearchSpace.nasbench201
    private static let dimension = space.layout.stateDimension

    /// Any figure that is a sum over patterns and nodes.
    private static func figure(_ random: inout PhiloxGenerator) -> FactoredFigure {
        FactoredFigure(
            of: space, constant: 2, types: (0..<space.layout.vertexDimension).map { _ in random.normal() },
            patterns: (0..<64).map { _ in random.normal() })
    }

    private static func values(_ figure: FactoredFigure) throws -> [Double] {
        try Cell.all.map { try #require(figure.value(of: Architecture($0))) }
    }

    @Test(arguments: [0.2, 0.7, 3]) func cellsHaveTheListsPosterior(sigma: Double) throws {
        var random = PhiloxGenerator(seed: 7, stream: UInt32(sigma * 10))
        let prior = Self.figure(&random), y = Self.figure(&random)
        let logPrior = try Self.values(prior), figures = try Self.values(y)
        for _ in 0..<4 {
            let x = try random.noisyCell(sigma: sigma).state
            let listed = denoise(ExactDenoiser(of: .nasbench201, logPrior: logPrior), [x], sigma: sigma)[0]
            let factored = denoise(FactoredDenoiser(prior: prior), [x], sigma: sigma)[0]
            #expect(largestDifference(listed.map(Double.init), factored.map(Double.init)) < 2e-5)
            // By the formula, over all cells.
            let exponents = Cell.all.map { cell in
                logPrior[cell.code] + zip(cell.state, x).reduce(0.0) { $0 + Double($1.0) * Double($1.1) } / (sigma * sigma)
            }
            let top = exponents.max() ?? 0, raw = exponents.map { exp($0 - top) }, total = raw.reduce(0, +)
            let mean = zip(raw, figures).reduce(0) { $0 + $1.0 * $1.1 } / total
            let variance = zip(raw, figures).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / total
            let posterior = FactoredPosterior(prior: prior)
            posterior.condition(on: x, sigma: sigma)
            let moments = posterior.moments(y)
            #expect(abs(moments.mean - mean) < 1e-8 && abs(moments.variance - variance) < 1e-8)
        }
    }

    /// ∇(E + ½Var) against central differences of the moments.
    @Test(arguments: GuidanceOrder.allCases) func slopesAreTheSlopes(order: GuidanceOrder) throws {
        var random = PhiloxGenerator(seed: 12)
        let sigma = 0.8, property = FactoredProperty(.named("y"), Self.figure(&random))
        let predictor = FactoredPredictor([property], in: Self.space)
        let state = try random.noisyCell(sigma: sigma).state
        let gradient = predict(predictor, [state], sigma: sigma, tilts: [1.3], order: order)[0].gradient
        let posterior = FactoredPosterior(of: Self.space)
        for i in 0..<Self.dimension {
            func value(_ offset: Float) -> Double {
                var moved = state
                moved[i] += offset
                posterior.condition(on: moved, sigma: sigma)
                let (mean, variance) = posterior.moments(1.3 * property.score)
                return order == .first ? mean : mean + 0.5 * variance
            }
            // What was added is what a Float keeps of it.
            let (up, down) = (state[i] + 0.01, state[i] - 0.01)
            let difference = (value(0.01) - value(-0.01)) / Double(up - down)
            #expect(abs(difference - Double(gradient[i])) < 0.01 * abs(difference) + 1e-3, "entry \(i)")
        }
    }

    /// Draws follow the posterior, and each is a cell.
    @Test func drawsFollowThePosterior() throws {
        var random = PhiloxGenerator(seed: 3)
        let posterior = FactoredPosterior(of: Self.space), x = try random.noisyCell(sigma: 1.5).state
        posterior.condition(on: x, sigma: 1.5)
        var expected = [Float](repeating: 0, count: Self.dimension), counts = [Double](repeating: 0, count: Self.dimension)
        posterior.probabilities(into: &expected)
        let draws = 20_000
        var types = [Int](repeating: 0, count: Self.space.layout.nodeCount), patterns = [0]
        for _ in 0..<draws {
            let uniforms = (0..<Self.space.layout.nodeCount + 1).map { _ in random.uniform() }
            posterior.draw(into: &types, patterns: &patterns) { uniforms[$0] }
            let cell = try Cell(types.compactMap { NodeType(rawValue: $0)?.operation })
            #expect(posterior.drawArchitecture { uniforms[$0] } == Architecture(cell))
            for (i, a) in cell.state.enumerated() where a > 0 { counts[i] += 1 }
        }
        for i in counts.indices {
            let p = Double(expected[i])
            #expect(abs(counts[i] - p * Double(draws)) < 5 * (p * (1 - p) * Double(draws)).squareRoot() + 1, "entry \(i)")
        }
    }
}
