import Platform
import Tensors

/// A hypothesis: a covariance, and a prior mean. Hypotheses that share a covariance share its rows.
struct TrustedPrior: Sendable {
    let kernel: Int
    let mean: [Float]
}

/// One Gaussian process a hypothesis, all of the same observations, weighed by how likely each makes the figures.
struct TrustedProcesses: Sendable {
    private let priors: [TrustedPrior]
    private var processes: [GrowingProcess]

    init(_ priors: [TrustedPrior], kernels: [GrowingProcess.Kernel]) {
        self.priors = priors
        processes = kernels.map { GrowingProcess($0) }
    }

    /// Of what was observed, in order.
    var places: [Int] { processes.first?.places ?? [] }

    mutating func add(_ place: Int) { for i in processes.indices { processes[i].add(place) } }

    /// What all hypotheses together say.
    struct Forecast: Sendable {
        /// Probabilities of the hypotheses, given the figures and alike before.
        let weights: [Double]
        fileprivate let posteriors: [GrowingProcess.Posterior]
    }

    /// - Parameter targets: about standard normal, in the order of `places`
    func forecast(_ targets: [Double]) -> Forecast {
        let posteriors = priors.map { processes[$0.kernel].posterior(targets, mean: $0.mean) }
        let most = posteriors.map(\.evidence).max() ?? 0
        let odds = posteriors.map { exp($0.evidence - most) }, total = odds.reduce(0, +)
        return Forecast(weights: odds.map { $0 / total }, posteriors: posteriors)
    }

    /// Mean and variance of the mixture, and the logarithm of its expected improvement Σ_h w_h·EI_h(x).
    /// - Parameter best: the best target; nil ranks by the mean
    func expectation(at place: Int, _ forecast: Forecast, best: Double?) -> Expectation {
        var mean = 0.0, square = 0.0, greatest = -Double.infinity
        var logs = [Double](repeating: -.infinity, count: priors.count)
        for (h, prior) in priors.enumerated() where forecast.weights[h] > Self.negligible {
            let weight = forecast.weights[h], posterior = forecast.posteriors[h]
            let moments = Moments(mean: Double(posterior.means[place]), variance: processes[prior.kernel].variance(at: place, amplitude: posterior.amplitude))
            mean += weight * moments.mean
            square += weight * (moments.variance + moments.mean * moments.mean)
            guard let best else { continue }
            logs[h] = log(weight) + Acquisition.expectedImprovement(moments, best: best).value
            greatest = max(greatest, logs[h])
        }
        let acquisition = best == nil ? mean : greatest + log(logs.reduce(0) { $0 + exp($1 - greatest) })
        return Expectation(mean: mean, variance: square - mean * mean, acquisition: acquisition)
    }

    /// Mean of the mixture.
    func mean(at place: Int, _ forecast: Forecast) -> Double {
        zip(forecast.weights, forecast.posteriors).reduce(0) { $0 + $1.0 * Double($1.1.means[place]) }
    }

    /// A hypothesis less likely than that is not asked.
    private static let negligible = 1e-6
}
