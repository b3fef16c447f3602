import Architectures
import Diffusion
import Foundation
import Tensors
import TestSupport
import Testing

/// The learned tilt-conditioned denoiser, against its network written out in double precision.
@Suite struct TiltedDenoiserTests {
    private let sigmas = [0.1, 0.6, 2, 15]

    private func trunk(_ denoiser: TiltedDenoiser) throws -> ReferenceTrunk {
        try withTemporaryFolder { folder in
            try denoiser.write(to: folder + "/t")
            return try ReferenceTrunk(file: Safetensors(contentsOf: folder + "/t"))
        }
    }

    /// Probabilities of a state's entries: local evidence plus the head's corrections.
    private func probabilities(_ trunk: ReferenceTrunk, _ x: [Double], sigma: Double, tilts: [Double]) -> [Double] {
        let input = ReferenceTrunk.features(x, sigma) + tilts.map { $0 / 8 } + tilts.map { $0 / (1.5 + abs($0)) }
        // Corrections to logits of 2x/σ² are the same as moving x.
        let moved = zip(x, trunk.linear("head", trunk(input))).map { $0 + $1 * sigma * sigma / 2 }
        return localPosterior(moved, sigma: sigma)
    }

    @Test(arguments: [(0, 0), (1.5, 0), (-6, 3)] as [(Double, Double)])
    func estimatesAreTheNetworks(first: Double, second: Double) throws {
        let base = try LearnedModels.tilted(), trunk = try trunk(base)
        let denoiser = try base.tilted(by: ["analog_accuracy": second, "baseline_accuracy": first])
        var generator = PhiloxGenerator(seed: 111)
        for sigma in sigmas {
            let states = try generator.noisyCells(sigma: sigma)
            for (state, mean) in zip(states, denoise(denoiser, states, sigma: sigma)) {
                let x = state.map(Double.init)
                let truth = probabilities(trunk, x, sigma: sigma, tilts: [first, second]).map { 2 * $0 - 1 }
                #expect(largestDifference(mean.map(Double.init), truth) < 1e-4)
                if sigma == 2 {
                    #expect(largestDifference(truth, localPosterior(x, sigma: sigma).map { 2 * $0 - 1 }) > 0.01)
                }
            }
        }
    }

    @Test func tiltsMatter() throws {
        let base = try LearnedModels.tilted()
        var generator = PhiloxGenerator(seed: 112)
        let states = try generator.noisyCells(sigma: 1)
        let means = try [["baseline_accuracy": 2.0], ["baseline_accuracy": -2], ["analog_accuracy": 2], [:]].map {
            denoise(try base.tilted(by: $0), states, sigma: 1)
        }
        #expect(Set(means).count == 4)
        #expect(denoise(try base.tilted(by: ["analog_accuracy": 0]), states, sigma: 1) == means[3])
    }

    @Test func bitsDoNotDependOnCompany() throws {
        let denoiser = try LearnedModels.tilted().tilted(by: ["baseline_accuracy": 1])
        var generator = PhiloxGenerator(seed: 113)
        let states = try generator.noisyCells(sigma: 1)
        let together = denoise(denoiser, states, sigma: 1)
        for slot in 0..<Panel.width {
            let alone = states.enumerated().map { $0.offset == slot ? $0.element : [Float](repeating: -90, count: 66) }
            #expect(denoise(denoiser, alone, sigma: 1)[slot] == together[slot])
        }
    }

    @Test func anUnknownPropertyIsNamed() throws {
        let base = try LearnedModels.tilted()
        #expect(
            errorText { _ = try base.tilted(by: ["speed": 1]) }
                == "the tilt-conditioned denoiser does not know 'speed'; it knows: baseline_accuracy, analog_accuracy; --method gradient takes what the predictor knows")
    }
}
