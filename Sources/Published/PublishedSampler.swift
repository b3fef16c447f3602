import Diffusion

/// The published samplers (Song et al. 2021, "Score-based generative modeling through stochastic differential equations"): each
/// moves a whole batch [samples][entries] by one step, given its (guided) score and, where it is stochastic, a normal draw.
///
/// All are pure and return the new states and their means: the states before noise is added. A run's result is its last mean.
public enum PublishedSampler {
    public struct Moved: Sendable, Hashable {
        public let states: [Float]
        public let means: [Float]
    }

    /// Which norms set the size of a Langevin step.
    public enum Norm: String, Sendable, Hashable, CaseIterable {
        /// The batch's mean norms, as published: a sample's path depends on its companions.
        case batchMean = "batch mean"
        /// Its own, so that a sample's path is its own.
        case perSample = "per sample"
    }

    /// One step of the reverse SDE dx = (c·x − g²·s) dt + g dw by Euler and Maruyama, dt = −1/steps (ibid., equation 6).
    public static func eulerMaruyama(
        _ x: [Float], score: [Float], noise: [Float], sde: SDE, t: Double, steps: Int
    ) -> Moved {
        let g = sde.diffusion(t)
        let means = drifted(x, score, keep: sde.driftCoefficient(t), pull: g * g, steps)
        return noised(means, noise, deviation: Float(g / Double(steps).squareRoot()))
    }

    /// One Euler step of the probability-flow ODE dx = (c·x − ½g²·s) dt (ibid., equation 13); no noise.
    public static func probabilityFlow(_ x: [Float], score: [Float], sde: SDE, t: Double, steps: Int) -> Moved {
        let g = sde.diffusion(t)
        let means = drifted(x, score, keep: sde.driftCoefficient(t), pull: g * g / 2, steps)
        return Moved(states: means, means: means)
    }

    /// One step back along the discrete chain: x − f·x + G²·s + G·z (ibid., appendix E, "reverse diffusion").
    public static func reverseDiffusion(
        _ x: [Float], score: [Float], noise: [Float], sde: SDE, t: Double, steps: Int
    ) -> Moved {
        let (f, g) = sde.discretized(t, steps: steps)
        let (keep, pull) = (Float(1 - f), Float(g * g))
        return noised(x.indices.map { keep * x[$0] + pull * score[$0] }, noise, deviation: Float(g))
    }

    /// One Langevin step x + a·s + √(2a)·z, a = 2·factor·(snr·‖z‖/‖s‖)² (ibid., algorithms 4 and 5).
    /// - Parameter factor: 1 for VE; `SDE.correctorFactor`
    public static func langevin(
        _ x: [Float], score: [Float], noise: [Float], ratio: Double, factor: Double, norm: Norm, samples: Int
    ) -> Moved {
        let entries = x.count / samples
        var scoreNorms = norms(score, samples), noiseNorms = norms(noise, samples)
        if norm == .batchMean {
            scoreNorms = [Double](repeating: scoreNorms.reduce(0, +) / Double(samples), count: samples)
            noiseNorms = [Double](repeating: noiseNorms.reduce(0, +) / Double(samples), count: samples)
        }
        var states = x, means = x
        // A score of nothing says nothing about how far to go: such a sample stays.
        for sample in 0..<samples where scoreNorms[sample] > 0 {
            let quotient = ratio * noiseNorms[sample] / scoreNorms[sample]
            let step = 2 * factor * quotient * quotient
            let (pull, deviation) = (Float(step), Float((2 * step).squareRoot()))
            for i in sample * entries..<(sample + 1) * entries {
                means[i] = x[i] + pull * score[i]
                states[i] = means[i] + deviation * noise[i]
            }
        }
        return Moved(states: states, means: means)
    }

    private static func drifted(_ x: [Float], _ score: [Float], keep: Double, pull: Double, _ steps: Int) -> [Float] {
        let (a, b) = (Float(1 - keep / Double(steps)), Float(pull / Double(steps)))
        return x.indices.map { a * x[$0] + b * score[$0] }
    }

    private static func noised(_ means: [Float], _ noise: [Float], deviation: Float) -> Moved {
        Moved(states: means.indices.map { means[$0] + deviation * noise[$0] }, means: means)
    }

    private static func norms(_ values: [Float], _ samples: Int) -> [Double] {
        let entries = values.count / samples
        return (0..<samples).map { sample in
            values[sample * entries..<(sample + 1) * entries]
                .reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        }
    }
}
