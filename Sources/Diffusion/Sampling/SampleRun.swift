import Architectures
import Platform

/// The reverse diffusion of one sample as a lazy sequence of recorded steps. Sample 17 here is, bit for bit, sample 17 of a
/// batch with the same settings; where the corrector's norms are the batch's, it is a batch of its own.
public final class SampleRun: Sequence, IteratorProtocol {
    public let settings: RunSettings
    public let sample: Int
    /// Number of steps in all.
    public var count: Int { run.levels.count }
    private let run: PanelRun
    private let observer: (any PredictorWorker)?
    private let properties: Int
    private let terms: GuidanceTerms
    private let slot: Int
    private let space: SearchSpace
    private let dimension: Int
    private let scratch, means, variances, slopes, bends: PanelBuffer

    /// The noise level at which a clean estimate is shown to the predictor.
    public static let cleanSigma = 0.05

    /// - Throws: `GuidanceError`
    public init(models: Models, settings: RunSettings, sample: Int) throws {
        let settings = models.abilities.settled(settings)
        self.settings = settings
        self.sample = sample
        let properties = models.predictor?.properties ?? []
        self.properties = properties.count
        if settings.guidance.method == .twisted, settings.guidance.isActive { throw GuidanceError.oneSample }
        var shown = settings.guidance
        if shown.method.isTakenIn {
            // The denoiser knows what it is tilted by; the predictor only tells of the properties that it knows itself.
            shown.tilts = shown.tilts.filter { tilt in properties.contains { $0.name == tilt.key } }
            shown.aims = shown.aims.filter { aim in properties.contains { $0.name == aim.key } }
        }
        terms = try GuidanceTerms(shown, properties: properties, scales: models.predictor?.scales ?? [])
        slot = sample % Panel.width
        space = models.denoiser.space
        dimension = space.layout.stateDimension
        run = try PanelRun(models: models, settings: settings, panel: sample / Panel.width, observes: true)
        run.start(wanted: slot..<slot + 1)
        observer = models.predictor?.makeWorker()
        scratch = .zeros(Panel.width * dimension)
        means = .zeros(Panel.width * properties.count)
        variances = .zeros(Panel.width * properties.count)
        slopes = .zeros(Panel.width * properties.count)
        bends = .zeros(Panel.width * properties.count)
    }

    deinit { for buffer in [scratch, means, variances, slopes, bends] { buffer.deallocate() } }

    /// Goes on from `step` of another run of the same sample, which may have had other settings.
    /// - Parameter before: the step before it, if there was one.
    public func resume(at step: Step, after before: Step?) {
        run.resume(slot, at: step, after: before)
    }

    /// Takes one step; nil when the run is over.
    public func next() -> Step? {
        guard !run.isFinished else { return nil }
        let index = run.step
        let level = run.levels[index]
        let state = row(run.x)
        run.advance()
        let moved = run.state, estimate = moved.estimate
        let base = row(moved.base), denoised = row(estimate.denoised)
        return Step(
            space: space, index: index, level: level, nextSigma: run.sigma, state: state, denoised: denoised, guided: row(estimate.guided),
            estimateSigma: moved.estimateSigma, next: row(run.x), scoreNorm: scoreNorm(denoised, base, moved.estimateSigma),
            guidanceNorm: norm(estimate.tiltGradient),
            onState: (0..<properties).map { prediction(estimate.means, estimate.variances, $0) },
            onEstimate: predictions(onEstimate: denoised), tiltShares: shares(base, moved.estimateSigma),
            entropy: entropy(denoised))
    }

    private func row(_ buffer: PanelBuffer) -> [Float] { Array(buffer[slot * dimension..<(slot + 1) * dimension]) }

    private func norm(_ buffer: PanelBuffer) -> Double {
        row(buffer).reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }

    private func scoreNorm(_ denoised: [Float], _ state: [Float], _ sigma: Double) -> Double {
        zip(denoised, state).reduce(0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) }.squareRoot() / (sigma * sigma)
    }

    private func prediction(_ means: PanelBuffer, _ variances: PanelBuffer, _ p: Int) -> Prediction {
        let i = slot * properties + p
        return Prediction(mean: Double(means[i]), deviation: Double(Swift.max(0, variances[i])).squareRoot())
    }

    private func predictions(onEstimate estimate: [Float]) -> [Prediction] {
        guard let observer else { return [] }
        scratch.update(repeating: 0)
        for i in 0..<dimension { scratch[slot * dimension + i] = estimate[i] }
        observer.predict(scratch, sigma: Self.cleanSigma, means: means, variances: variances)
        return (0..<properties).map { prediction(means, variances, $0) }
    }

    /// Of each property's own part of the gradient at x̃, the norm, over the sum of these norms.
    private func shares(_ state: [Float], _ sigma: Double) -> [Double] {
        var norms = [Double](repeating: 0, count: properties)
        guard let observer, terms.isActive else { return norms }
        let steered = (0..<properties).filter(terms.steers)
        for first in stride(from: 0, to: steered.count, by: Panel.width) {
            // The panel's other samples are not asked for, so each stands in for a property: one way back through the network for all.
            let group = steered[first..<Swift.min(first + Panel.width, steered.count)]
            scratch.update(repeating: 0)
            for place in 0..<group.count {
                for i in 0..<dimension { scratch[place * dimension + i] = state[i] }
            }
            observer.predict(scratch, sigma: sigma, means: means, variances: variances)
            terms.write(means: means, variances: variances, slopes: slopes, bends: bends)
            for i in 0..<Panel.width * properties {
                let (place, p) = (i / properties, i % properties)
                let isOwn = place < group.count && group[first + place] == p
                slopes[i] = isOwn ? slopes[i] + terms.tilts[p] : 0
                bends[i] = isOwn ? bends[i] : 0
            }
            observer.pullback(means: slopes, variances: bends, into: scratch)
            for (place, p) in group.enumerated() {
                norms[p] = scratch[place * dimension..<(place + 1) * dimension].reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
            }
        }
        let total = norms.reduce(0, +)
        return total > 0 ? norms.map { $0 / total } : norms
    }

    private func entropy(_ estimate: [Float]) -> Double {
        let types = space.layout.typeCount
        var sum = 0.0
        for node in space.choices {
            for type in 0..<types {
                let p = Double(estimate[node * types + type] + 1) / 2
                if p > 1e-12 { sum -= p * log(p) }
            }
        }
        return sum / Double(Swift.max(space.choices.count, 1))
    }
}
