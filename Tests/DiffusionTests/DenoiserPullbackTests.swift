import Architectures
import Diffusion
import Tensors
import Testing

/// Jᵀc with J = ∂E[x₀ | x]/∂x.
@Suite struct DenoiserPullbackTests {
    /// What a denoiser says of eight states, and c carried back through it.
    private func pulled(
        _ denoiser: any Denoiser, _ states: [[Float]], sigma: Double, _ cotangents: [[Float]]
    ) throws -> [[Double]] {
        let worker = try #require(denoiser.makeWorker() as? any DifferentiableDenoiserWorker)
        let x = PanelValues(66), mean = PanelValues(66), c = PanelValues(66), gradient = PanelValues(66)
        for slot in 0..<Panel.width { (x[slot], c[slot]) = (states[slot], cotangents[slot]) }
        worker.denoise(x.buffer, sigma: sigma, into: mean.buffer)
        for slot in 0..<Panel.width { x[slot] = [Float](repeating: 9, count: 66) }  // the caller may reuse its buffer
        worker.pullback(c.buffer, into: gradient.buffer)
        let found = states.indices.map { gradient[$0] }
        worker.pullback(c.buffer, into: gradient.buffer)  // and ask again
        #expect(states.indices.map { gradient[$0] } == found)
        return found.map { $0.map(Double.init) }
    }

    private func dot(_ a: [Float], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + Double($1.0) * $1.1 } }

    @Test(arguments: [0.3, 1, 4], [0, 2] as [Double]) func exactPullbackIsTheSlope(sigma: Double, gamma: Double) throws {
        let logPrior = gamma == 0 ? nil : NormalScores.of(try Figures.accuracy().values).map { gamma * $0 }
        var generator = PhiloxGenerator(seed: 71)
        let states = try generator.noisyCells(sigma: sigma), cotangents = states.map { _ in generator.normals(66) }
        let found = try pulled(ExactDenoiser(of: .nasbench201, logPrior: logPrior), states, sigma: sigma, cotangents)
        let coordinates = Array(stride(from: 2, to: 66, by: 9)) + [0, 50]
        for slot in [0, 5] {
            let truth = coordinates.map { i in
                slope(states[slot].map(Double.init), i, step: 1e-4) {
                    dot(cotangents[slot], BruteForcePosterior($0, sigma: sigma, logPrior: logPrior).mean)
                }
            }
            #expect(largestDifference(coordinates.map { found[slot][$0] }, truth) < 1e-4 * max(norm(found[slot]), 1e-2))
        }
    }

    /// ⟨c, J·v⟩ = ⟨Jᵀc, v⟩, with J·v by differences of the single-precision forward pass; for random v, and for v along Jᵀc,
    /// where nothing cancels.
    @Test(arguments: [0.3, 0.7, 2, 8]) func learnedPullbackIsTheAdjoint(sigma: Double) throws {
        let denoiser = LearnedModels.denoiser()
        var generator = PhiloxGenerator(seed: 72)
        let states = try generator.noisyCells(sigma: sigma), cotangents = states.map { _ in generator.normals(66) }
        let found = try pulled(denoiser, states, sigma: sigma, cotangents)
        // Outputs bend over a part of σ².
        let step = 0.04 * min(sigma * sigma, 1)
        for along in [true, false] {
            let directions = found.map { gradient -> [Float] in
                let v = along ? gradient : generator.normals(66).map(Double.init)
                return v.map { Float($0 / norm(v)) }
            }
            func means(_ share: Double) -> [[Float]] {
                let moved = zip(states, directions).map { zip($0, $1).map { $0 + Float(share * step) * $1 } }
                return denoise(denoiser, moved, sigma: sigma)
            }
            let values = [1, -1, 0.5, -0.5].map(means)
            for slot in 0..<Panel.width {
                let m = values.map { dot(cotangents[slot], $0[slot].map(Double.init)) }
                let slope = (8 * (m[2] - m[3]) - (m[0] - m[1])) / (6 * step)
                let product = dot(directions[slot], found[slot])
                #expect(abs(slope - product) < 4e-3 * norm(found[slot]) + 1e-3, "slot \(slot), along the gradient: \(along)")
            }
        }
    }

    /// Slots do not mix, and a pullback is linear in its cotangent.
    @Test func slotsAreApart() throws {
        let denoiser = LearnedModels.denoiser()
        var generator = PhiloxGenerator(seed: 73)
        let states = try generator.noisyCells(sigma: 1)
        var cotangents = states.map { _ in generator.normals(66) }
        let whole = try pulled(denoiser, states, sigma: 1, cotangents)
        cotangents[2] = [Float](repeating: 0, count: 66)
        cotangents[4] = cotangents[4].map { 2 * $0 }
        let changed = try pulled(denoiser, states, sigma: 1, cotangents)
        for slot in 0..<Panel.width where slot != 2 && slot != 4 { #expect(changed[slot] == whole[slot]) }
        #expect(changed[2].allSatisfy { $0 == 0 })
        #expect(largestDifference(changed[4], whole[4].map { 2 * $0 }) < 1e-5 * norm(whole[4]))
    }
}
