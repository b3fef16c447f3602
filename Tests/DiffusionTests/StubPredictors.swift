import Architectures
import Diffusion

/// The exact predictor of y = Σ w·x₀ over a few entries of a `GaussianDenoiser`'s state: all is normal, so second order is exact.
struct GaussianPredictor: Predictor {
    let prior: GaussianDenoiser
    /// Of the first entries of the state.
    let weights: [Double]
    /// What the gradient is of the right one: anything but 1 misleads.
    var gradientFactor = 1.0
    let properties = [PropertyInfo.named("sum")]
    let scales = [PropertyScale(of: [0])]

    func makeWorker() -> any PredictorWorker { Worker(of: self) }

    func mean(_ x: [Double], _ sigma: Double) -> Double { zip(weights, x).reduce(0) { $0 + $1.0 * prior($1.1, sigma) } }

    /// Of y given x_t.
    func variance(_ sigma: Double) -> Double { squares * prior.deviation * prior.deviation * (1 - shrinkage(sigma)) }

    /// ∂E[x₀ | x]/∂x.
    func shrinkage(_ sigma: Double) -> Double {
        let square = prior.deviation * prior.deviation
        return square / (square + sigma * sigma)
    }

    /// Mean of y when what a chain of linear steps ends with, from pure noise, is tilted by e^(γy). All is normal, so it is the
    /// chain's mean plus γ times its variance; with steps enough, the prior's.
    func tiltedMean(
        _ gamma: Double, after settings: RunSettings, step: (Crossing) -> LinearStep
    ) -> Double {
        let levels = settings.levels
        let sde = settings.sde.process(sigmaMin: settings.schedule.sigmaMin, sigmaMax: settings.schedule.sigmaMax)
        var (mean, variance) = (0.0, levels[0].sigma * levels[0].sigma)
        for (from, to) in zip(levels, levels.dropFirst()) {
            let move = step(Crossing(from: from, to: to, sde: sde)), share = shrinkage(from.sigma)
            let keep = move.center * share + move.spread * (1 - share)
            mean = keep * (mean - prior.mean) + move.center * prior.mean
            variance = keep * keep * variance + move.noise * move.noise
        }
        let share = shrinkage(levels[levels.count - 1].sigma)
        let ends = (mean: prior.mean + share * (mean - prior.mean), variance: share * share * variance)
        return weights.reduce(0) { $0 + $1 * ends.mean } + gamma * squares * ends.variance
    }

    private var squares: Double { weights.reduce(0) { $0 + $1 * $1 } }

    private final class Worker: PredictorWorker {
        private let predictor: GaussianPredictor
        private var sigma = 1.0
        private var means = [Double](repeating: 0, count: Panel.width)

        init(of predictor: GaussianPredictor) { self.predictor = predictor }

        func predict(_ x: PanelBuffer, sigma: Double, means: PanelBuffer, variances: PanelBuffer) {
            self.sigma = sigma
            for slot in 0..<Panel.width {
                let first = slot * (x.count / Panel.width)
                self.means[slot] = predictor.mean(x[first..<first + predictor.weights.count].map(Double.init), sigma)
                means[slot] = Float(self.means[slot])
                variances[slot] = Float(predictor.variance(sigma))
            }
        }

        func tiltGradient(_ tilts: [Float], order: GuidanceOrder, into gradient: PanelBuffer) {
            fill(gradient) { _ in Double(tilts[0]) }
        }

        func logTilt(_ tilts: [Float], order: GuidanceOrder, into values: PanelBuffer) {
            let gamma = Double(tilts[0])
            let half = order == .second ? 0.5 * gamma * gamma * predictor.variance(sigma) : 0
            for slot in 0..<Panel.width { values[slot] = Float(gamma * means[slot] + half) }
        }

        func pullback(means: PanelBuffer, variances: PanelBuffer, into gradient: PanelBuffer) {
            fill(gradient) { Double(means[$0]) }
        }

        private func fill(_ gradient: PanelBuffer, _ slope: (_ slot: Int) -> Double) {
            gradient.update(repeating: 0)
            let factor = predictor.gradientFactor * predictor.shrinkage(sigma)
            for slot in 0..<Panel.width {
                let first = slot * (gradient.count / Panel.width)
                for (i, weight) in predictor.weights.enumerated() { gradient[first + i] = Float(slope(slot) * weight * factor) }
            }
        }
    }
}
