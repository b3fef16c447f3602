import Architectures

/// A denoiser with the guidance that bends its estimate. Run buffers for one thread.
final class GuidedEstimator {
    private let denoiser: any DenoiserWorker
    private let predictor: (any PredictorWorker)?
    private let guidance: Guidance
    private let tilts: [Float]
    private let isGuided: Bool
    private let predictAlways: Bool

    /// - Throws: `GuidanceError.unknownProperty`
    init(
        denoiser: any DenoiserWorker, predictor: (any PredictorWorker)?, properties: [PropertyInfo], guidance: Guidance,
        predictAlways: Bool
    ) throws {
        self.denoiser = denoiser
        self.predictor = predictor
        self.guidance = guidance
        self.predictAlways = predictAlways
        tilts = try guidance.vector(for: properties)
        isGuided = predictor != nil && tilts.contains { $0 != 0 }
    }

    /// The clean estimate D of a panel at a noise level, and its guided form D + σ²·∇ log tilt.
    func estimate(_ x: PanelBuffer, sigma: Double, into estimate: PanelEstimate) {
        denoiser.denoise(x, sigma: sigma, into: estimate.denoised)
        if let predictor, isGuided || predictAlways {
            predictor.predict(x, sigma: sigma, means: estimate.means, variances: estimate.variances)
        }
        guard isGuided, let predictor else {
            estimate.guided.copy(estimate.denoised)
            return
        }
        predictor.tiltGradient(tilts, order: guidance.order, into: estimate.tiltGradient)
        let scale = Float(sigma * sigma)
        for i in 0..<estimate.guided.count {
            estimate.guided[i] = estimate.denoised[i] + scale * estimate.tiltGradient[i]
        }
    }
}
