import Diffusion

/// A predictor–corrector run as published (Song et al. 2021, algorithm 1), with every normal draw given: at each time one corrector step,
/// then one predictor step, each with the score plus guidance at the state it starts from.
public struct PublishedTrajectory: Sendable, Hashable {
    public enum Predictor: String, Sendable, Hashable, CaseIterable {
        case eulerMaruyama = "euler_maruyama"
        case reverseDiffusion = "reverse_diffusion"
        case probabilityFlow = "probability_flow"
        case none
    }

    public enum Corrector: String, Sendable, Hashable, CaseIterable { case langevin, none }

    public var sde: SDE
    public var predictor: Predictor
    public var corrector: Corrector
    public var norm: PublishedSampler.Norm
    /// Signal-to-noise ratio of the corrector.
    public var ratio: Double
    public var samples: Int

    public init(
        sde: SDE, predictor: Predictor, corrector: Corrector, norm: PublishedSampler.Norm = .batchMean,
        ratio: Double = 0.16, samples: Int
    ) {
        self.sde = sde
        self.predictor = predictor
        self.corrector = corrector
        self.norm = norm
        self.ratio = ratio
        self.samples = samples
    }

    /// What is given beforehand.
    public struct Draws: Sendable, Hashable {
        /// σmax·z for VE, [samples][entries].
        public var start: [Float]
        /// [steps][samples][entries]
        public var corrector, predictor: [Float]

        public init(start: [Float], corrector: [Float], predictor: [Float]) {
            self.start = start
            self.corrector = corrector
            self.predictor = predictor
        }
    }

    /// Runs along the times and returns what each predictor step made, all steps end to end.
    /// - Parameters:
    ///   - times: from 1 down to the smallest; their number is N, and every step is 1/N long
    ///   - score: the (guided) score of states [samples][entries] at a time
    public func run(
        times: [Double], draws: Draws, score: (_ x: [Float], _ t: Double) -> [Float]
    ) -> PublishedSampler.Moved {
        let steps = times.count, count = draws.start.count
        precondition(draws.corrector.count == steps * count && draws.predictor.count == steps * count)
        var x = draws.start
        var states: [Float] = [], means: [Float] = []
        for (step, t) in times.enumerated() {
            let range = step * count..<(step + 1) * count
            if corrector == .langevin {
                x =
                    PublishedSampler.langevin(
                        x, score: score(x, t), noise: Array(draws.corrector[range]), ratio: ratio,
                        factor: sde.correctorFactor(t, steps: steps), norm: norm, samples: samples
                    ).states
            }
            let moved = predict(x, score, noise: Array(draws.predictor[range]), t: t, steps: steps)
            x = moved.states
            states += moved.states
            means += moved.means
        }
        return PublishedSampler.Moved(states: states, means: means)
    }

    private func predict(
        _ x: [Float], _ score: ([Float], Double) -> [Float], noise: [Float], t: Double, steps: Int
    ) -> PublishedSampler.Moved {
        switch predictor {
        case .eulerMaruyama:
            PublishedSampler.eulerMaruyama(x, score: score(x, t), noise: noise, sde: sde, t: t, steps: steps)
        case .reverseDiffusion:
            PublishedSampler.reverseDiffusion(x, score: score(x, t), noise: noise, sde: sde, t: t, steps: steps)
        case .probabilityFlow:
            PublishedSampler.probabilityFlow(x, score: score(x, t), sde: sde, t: t, steps: steps)
        case .none: PublishedSampler.Moved(states: x, means: x)
        }
    }
}
