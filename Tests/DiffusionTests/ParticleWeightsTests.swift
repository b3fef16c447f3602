import Diffusion
import Foundation
import Tensors
import Testing

/// Weights of particles and their systematic resampling (Carpenter et al. 1999), against its definition.
@Suite struct ParticleWeightsTests {
    private func weights(_ logs: [Double]) -> ParticleWeights {
        var weights = ParticleWeights(count: logs.count)
        for (particle, log) in logs.enumerated() { weights.weigh(particle, logTilt: log, logRatio: 0) }
        return weights
    }

    /// w ← w·p/q·ψ'/ψ, and (Σw)²/Σw².
    @Test func weightsAreProductsOfTheirRatios() {
        var found = weights([0.5, -1, 2])
        for (particle, (tilt, ratio)) in [(1.5, -0.25), (-2, 0.5), (2, 0)].enumerated() { found.weigh(particle, logTilt: tilt, logRatio: ratio) }
        #expect(found.logWeights == [1.25, -1.5, 2] && found.logTilts == [1.5, -2, 2])
        let w = [1.25, -1.5, 2].map { exp($0) }
        #expect(abs(found.effectiveSize - pow(w.reduce(0, +), 2) / w.reduce(0) { $0 + $1 * $1 }) < 1e-12)
        #expect(weights([3, 3, 3, 3]).effectiveSize == 4 && weights([-.infinity, -.infinity]).effectiveSize == 0)
    }

    /// Particle j has as many successors as there are i with (i + u)/n between the shares before j and with it.
    @Test(arguments: [0.001, 0.25, 0.5, 0.77, 0.999]) func successorsFollowOneUniformDraw(uniform: Double) {
        var generator = PhiloxGenerator(seed: 5)
        for count in [1, 2, 7, 16] {
            let logs = (0..<count).map { _ in 4 * generator.uniform() - 2 }
            var found = weights(logs)
            found.resample(uniform: uniform)
            let total = logs.reduce(0) { $0 + exp($1) }
            var sum = 0.0
            for particle in 0..<count {
                let low = sum, high = sum + exp(logs[particle]) / total
                sum = high
                let expected = (0..<count).count { (Double($0) + uniform) / Double(count) >= low && (Double($0) + uniform) / Double(count) < high }
                #expect(found.ancestors.count { $0 == particle } == expected)
                // Who has successors is one of them.
                if expected > 0 { #expect(found.ancestors[particle] == particle) }
            }
            #expect(found.logWeights.allSatisfy { $0 == 0 })
            found.inherit()
            #expect(found.logTilts == found.ancestors.map { logs[$0] })
        }
    }
}
