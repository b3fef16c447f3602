import Architectures
import Tensors

/// A denoiser with the guidance that bends its estimate. Run buffers for one thread.
final class GuidedEstimator {
    private let denoiser: any DenoiserWorker
    /// Where the denoiser takes the tilt itself: the one that does not, for a run that is watched or outside the window.
    private let plain: (any DenoiserWorker)?
    private let predictor: (any PredictorWorker)?
    let terms: GuidanceTerms
    private let place: GuidancePlace
    private let climbs: Bool
    private let weighs: Bool
    private let observes: Bool
    private let isAlwaysOn: Bool
    /// Whether the denoiser and the predictor run on two threads, where neither waits for the other: the same bytes, sooner.
    var usesTwoThreads = false
    /// Slopes of the guidance in means and variances, and predictions at the clean estimate, [Panel.width][properties].
    private let slopes, bends, cleanMeans, cleanVariances: PanelBuffer
    /// The gradient at the clean estimate, or of the terms beside the tilts, [Panel.width][stateDimension].
    private let part: PanelBuffer

    /// - Parameters:
    ///   - plain: estimates beside the denoiser's own, to be seen and to stand in for it where guidance does not act; only where
    ///     guidance is conditioned
    ///   - observes: predict even where guidance does not need it
    /// - Throws: `GuidanceError`
    init(
        denoiser: any DenoiserWorker, plain: (any DenoiserWorker)? = nil, layout: GraphLayout,
        predictor: (any PredictorWorker)?, properties: [PropertyInfo], scales: [PropertyScale], guidance: Guidance,
        observes: Bool
    ) throws {
        self.denoiser = denoiser
        self.plain = plain
        self.predictor = predictor
        self.observes = observes
        isAlwaysOn = guidance.isAlwaysOn
        place = guidance.place
        let isConditioned = guidance.method.isTakenIn
        terms = try GuidanceTerms(
            isConditioned ? Guidance() : guidance, properties: properties, scales: scales)
        climbs = terms.isActive
        weighs = guidance.method == .twisted && terms.isActive
        if weighs, guidance.unit == .published { throw GuidanceError.publishedHasNoWeight }
        if climbs, place == .estimate, !(denoiser is any DifferentiableDenoiserWorker) {
            throw GuidanceError.notDifferentiable
        }
        slopes = .zeros(Panel.width * properties.count)
        bends = .zeros(Panel.width * properties.count)
        cleanMeans = .zeros(Panel.width * properties.count)
        cleanVariances = .zeros(Panel.width * properties.count)
        part = .zeros(Panel.width * layout.stateDimension)
    }

    deinit { for buffer in [slopes, bends, cleanMeans, cleanVariances, part] { buffer.deallocate() } }

    /// Who can say what the estimate without the tilt attended to, right after it was made.
    var observer: (any AttentiveDenoiserWorker)? { (plain ?? denoiser) as? any AttentiveDenoiserWorker }

    /// Who can draw whole architectures, right after an estimate was made; nil where the denoiser has nothing but means.
    var canDraw: Bool { denoiser is any DrawingDenoiserWorker && plain.map { $0 is any DrawingDenoiserWorker || isAlwaysOn } ?? true }
    /// Whether the guided estimate is the denoiser's own and something more.
    var bendsAfterDenoising: Bool { climbs }

    /// An architecture drawn from the posterior that the estimate last made is the mean of.
    func draw(_ slot: Int, steers: Bool, into state: UnsafeMutablePointer<Float>, _ uniform: (_ draw: Int) -> Double) {
        let worker = steers ? denoiser : plain ?? denoiser
        (worker as? any DrawingDenoiserWorker)?.draw(slot, into: state, uniform)
    }

    /// The clean estimate D of a panel at a noise level, and its guided form D + σ²·∇ log tilt.
    /// - Parameter steers: whether this moment is inside the guidance's window
    func estimate(_ x: PanelBuffer, sigma: Double, steers: Bool, into estimate: PanelEstimate) {
        if usesTwoThreads, climbs, steers, !weighs, place == .state, plain == nil, let predictor {
            estimateOnTwoThreads(predictor, x, sigma, estimate)
            return bend(estimate, sigma)
        }
        if let plain {
            plain.denoise(x, sigma: sigma, into: estimate.denoised)
            if steers {
                denoiser.denoise(x, sigma: sigma, into: estimate.guided)
            } else {
                estimate.guided.copy(estimate.denoised)
            }
            let scale = Float(1 / (sigma * sigma))
            for i in 0..<estimate.guided.count {
                estimate.tiltGradient[i] = scale * (estimate.guided[i] - estimate.denoised[i])
            }
        } else {
            denoiser.denoise(x, sigma: sigma, into: estimate.denoised)
        }
        let needsPrediction = observes || weighs || (climbs && steers && place == .state)
        if let predictor, needsPrediction {
            predictor.predict(x, sigma: sigma, means: estimate.means, variances: estimate.variances)
            if weighs { weigh(predictor, estimate) }
        }
        if plain != nil { return }
        guard climbs, steers, let predictor else {
            estimate.guided.copy(estimate.denoised)
            if climbs { estimate.tiltGradient.update(repeating: 0) }
            return
        }
        switch place {
        case .state:
            climb(predictor, estimate.means, estimate.variances, into: estimate.tiltGradient)
        case .estimate:
            predictor.predict(estimate.denoised, sigma: SampleRun.cleanSigma, means: cleanMeans, variances: cleanVariances)
            climb(predictor, cleanMeans, cleanVariances, into: estimate.guided)
            (denoiser as? any DifferentiableDenoiserWorker)?
                .pullback(estimate.guided, into: estimate.tiltGradient)
        }
        bend(estimate, sigma)
    }

    /// The guided form D + σ²·∇ log tilt.
    private func bend(_ estimate: PanelEstimate, _ sigma: Double) {
        let scale = Float(sigma * sigma)
        for i in 0..<estimate.guided.count {
            estimate.guided[i] = estimate.denoised[i] + scale * estimate.tiltGradient[i]
        }
    }

    private func estimateOnTwoThreads(
        _ predictor: any PredictorWorker, _ x: PanelBuffer, _ sigma: Double, _ estimate: PanelEstimate
    ) {
        let halves = Halves(
            denoise: { self.denoiser.denoise(x, sigma: sigma, into: estimate.denoised) },
            climb: {
                predictor.predict(x, sigma: sigma, means: estimate.means, variances: estimate.variances)
                self.climb(predictor, estimate.means, estimate.variances, into: estimate.tiltGradient)
            })
        Threads.share(2, threads: 2) { _, half in half == 0 ? halves.denoise() : halves.climb() }
    }

    /// Two pieces of work that share only what neither writes.
    private struct Halves: @unchecked Sendable {
        let denoise, climb: () -> Void
    }

    /// The log weight that a clean estimate, taken for the cell it is, has in the tilted distribution; per sample [Panel.width].
    func weighClean(_ estimate: PanelEstimate) {
        guard let predictor, weighs else { return }
        predictor.predict(estimate.denoised, sigma: SampleRun.cleanSigma, means: cleanMeans, variances: cleanVariances)
        let count = terms.tilts.count
        for slot in 0..<Panel.width {
            estimate.logTilt[slot] = Float(terms.logWeight { Double(cleanMeans[slot * count + $0]) })
        }
    }

    /// The gradient of everything that is climbed, of the panel last predicted.
    private func climb(
        _ predictor: any PredictorWorker, _ means: PanelBuffer, _ variances: PanelBuffer, into gradient: PanelBuffer
    ) {
        if terms.hasTilts { predictor.tiltGradient(terms.tilts, order: terms.order, into: gradient) }
        guard terms.hasSlopes else { return }
        terms.write(means: means, variances: variances, slopes: slopes, bends: bends)
        predictor.pullback(means: slopes, variances: bends, into: terms.hasTilts ? part : gradient)
        if terms.hasTilts { for i in 0..<gradient.count { gradient[i] += part[i] } }
    }

    private func weigh(_ predictor: any PredictorWorker, _ estimate: PanelEstimate) {
        predictor.logTilt(terms.tilts, order: terms.order, into: estimate.logTilt)
        guard terms.hasSlopes, let means = estimate.means.baseAddress, let variances = estimate.variances.baseAddress
        else { return }
        let count = terms.tilts.count
        for slot in 0..<Panel.width {
            estimate.logTilt[slot] += Float(terms.logAims(means: means + slot * count, variances: variances + slot * count))
        }
    }
}
