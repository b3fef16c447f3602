import Architectures
import Diffusion
import Tensors

/// How candidates are drawn by diffusion that is steered by the acquisition.
public struct GuidedSettings: Sendable {
    public var denoiser: any Denoiser
    /// Candidates a round.
    public var count: Int
    /// Reverse steps.
    public var steps: Int
    /// The power that the acquisition is raised to: candidates are drawn from p(A)·acquisition(A)^γ, or of p(A)·exp(γ·…) where the
    /// acquisition is in the unit of the score.
    public var gamma: Double
    public var order: GuidanceOrder
    /// Where the surrogate is asked: at the noisy state's own evidence, or at the denoiser's estimate.
    public var place: GuidancePlace
    public var sampler: SamplerKind
    public var threads: Int

    public static let defaultCount = 64, defaultSteps = 12, defaultGamma = 4.0
    public static let defaultOrder = GuidanceOrder.first, defaultPlace = GuidancePlace.estimate

    public init(
        denoiser: any Denoiser, count: Int = defaultCount, steps: Int = defaultSteps, gamma: Double = defaultGamma,
        order: GuidanceOrder = defaultOrder, place: GuidancePlace = defaultPlace, sampler: SamplerKind = .ancestral, threads: Int = 1
    ) {
        self.denoiser = denoiser
        self.count = count
        self.steps = steps
        self.gamma = gamma
        self.order = order
        self.place = place
        self.sampler = sampler
        self.threads = threads
    }

    /// Distinct generated architectures that are admitted and not in the history.
    func architectures<Space: SearchSpace>(
        _ problem: Problem<Space>, _ history: History<Space.Architecture>, _ model: AcquisitionModel, seed: UInt64
    ) throws -> [Space.Architecture] {
        let key = StudyDraw.generation.seed(seed, round: history.round)
        let predictor = AcquisitionPredictor(model, features: problem.space.features, layout: problem.space.layout, seed: key)
        let settings = RunSettings(
            seed: key, sampler: sampler, steps: steps,
            guidance: Guidance(tilts: [AcquisitionPredictor.name: gamma], order: order, place: place))
        let samples = try Generation.samples(
            count, models: Models(denoiser: denoiser, predictor: predictor), settings: settings, threads: threads)
        var seen: Set<Space.Architecture> = []
        return samples.compactMap { sample in
            guard let architecture = sample.state.withUnsafeBufferPointer({ problem.space.decode($0) }),
                problem.isAdmitted(architecture), !history.contains(architecture), seen.insert(architecture).inserted
            else { return nil }
            return architecture
        }
    }
}
