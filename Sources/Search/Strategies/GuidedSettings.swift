import Architectures
import Diffusion
import Tensors

/// How candidates are drawn by diffusion that is steered by the acquisition.
///
/// First some are drawn from noise; then, `refinements` times, the most promising of what is known and drawn are noised again as far as
/// `restartSigma` and denoised under the same guidance (as SDEdit edits pictures, Meng et al. 2022): noise for a local move, guidance for its
/// direction.
public struct GuidedSettings: Sendable {
    public var denoiser: any Denoiser
    /// Candidates drawn from noise, and in each refinement.
    public var count: Int
    /// Reverse steps from noise, and of a refinement.
    public var steps: Int
    public var refinementSteps: Int
    public var refinements: Int
    public var restartSigma: Double
    /// How many architectures a refinement starts from.
    public var parents: Int
    /// The power that the acquisition is raised to: candidates are drawn from p(A)·acquisition(A)^γ, or of p(A)·exp(γ·…) where the
    /// acquisition is in the unit of the score.
    public var gamma: Double
    public var order: GuidanceOrder
    public var method: GuidanceMethod
    /// Where the surrogate is asked: at the noisy state's own evidence, or at the denoiser's estimate.
    public var place: GuidancePlace
    public var threads: Int

    public static let defaultCount = 64, defaultSteps = 8, defaultGamma = 8.0, defaultRefinements = 3
    public static let defaultOrder = GuidanceOrder.first, defaultPlace = GuidancePlace.estimate

    public init(
        denoiser: any Denoiser, count: Int = defaultCount, steps: Int = defaultSteps, refinementSteps: Int = 4,
        refinements: Int = defaultRefinements, restartSigma: Double = 1, parents: Int = 16, gamma: Double = defaultGamma,
        order: GuidanceOrder = defaultOrder, method: GuidanceMethod = .gradient, place: GuidancePlace = defaultPlace, threads: Int = 1
    ) {
        self.denoiser = denoiser
        self.count = count
        self.steps = steps
        self.refinementSteps = refinementSteps
        self.refinements = refinements
        self.restartSigma = restartSigma
        self.parents = parents
        self.gamma = gamma
        self.order = order
        self.method = method
        self.place = place
        self.threads = threads
    }

    /// Distinct generated architectures that are admitted and not in the history.
    func architectures(
        _ problem: Problem, _ history: History, _ model: AcquisitionModel, seed: UInt64
    ) throws -> [Architecture] {
        let space = problem.space
        let key = StudyDraw.generation.seed(seed, round: history.round)
        let predictor = AcquisitionPredictor(model, features: space.features, layout: space.layout, seed: key)
        let models = Models(denoiser: denoiser, predictor: predictor)
        var settings = RunSettings(
            seed: key, steps: steps,
            guidance: Guidance(tilts: [AcquisitionPredictor.name: gamma], order: order, method: method, place: place))
        var found: [Architecture] = [], seen: Set<Architecture> = []
        func take(_ states: [[Float]]) {
            for state in states {
                guard let architecture = state.withUnsafeBufferPointer({ space.space.glance($0)?.architecture }),
                    problem.isAdmitted(architecture), !history.contains(architecture), seen.insert(architecture).inserted
                else { continue }
                found.append(architecture)
            }
        }
        take(try Generation.samples(count, models: models, settings: settings, threads: threads).map(\.state))
        settings.schedule.sigmaMax = restartSigma
        settings.steps = refinementSteps
        settings.guidance.method = .gradient
        for refinement in 0..<refinements {
            let known = history.observations.map(\.architecture)
            let pool = known + found
            let expectations = model.expectations(space.rows(of: pool), count: pool.count, draws: pool.map { _ in 0 })
            // Half of them by what was found out, half by what is hoped for.
            let best = history.observations.indices.sorted { a, b in
                let (x, y) = (problem.objective.worth(history.observations[a].values), problem.objective.worth(history.observations[b].values))
                return x != y ? x > y : a < b
            }.prefix(parents / 2)
            let hopeful = (known.count..<pool.count).sorted { expectations[$0].acquisition > expectations[$1].acquisition }
                .prefix(parents - best.count)
            let starts = (Array(best) + hopeful).map { pool[$0].state }
            settings.seed = key &+ UInt64(refinement + 1)
            take(try Restart.samples(count, from: starts, models: models, settings: settings, threads: threads))
        }
        return found
    }
}
