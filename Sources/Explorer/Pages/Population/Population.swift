import Architectures
import Diffusion

/// Many samples of one run, together: what is asked for, what is known, and how it is looked at.
public struct Population: Sendable {
    public static let sizes = [64, 128, 256, 512, 1_024]
    /// Samples that one population can have.
    public static let largest = 1_024

    /// Which values of the samples are shown.
    public enum Values: String, Sendable, Hashable, CaseIterable {
        /// What is predicted on the way, what was measured at the end.
        case fitting
        /// What the predictor says of each noisy state.
        case predicted
        /// The figure of the architecture that each estimate says, where it is a valid one.
        case measured
    }

    public internal(set) var size: Int
    /// Whether particles are weighed and resampled, which only a population can do.
    public internal(set) var isTwisted = false
    public internal(set) var values = Values.fitting
    /// The property across the scatter plot; nil: one that the selected one is usually weighed against.
    public internal(set) var partner: String?
    /// The sample that is pointed at.
    public internal(set) var picked: Int?
    public internal(set) var course: Course?
    /// Shown where the course has not come yet: the one before it.
    public internal(set) var standIn: Course?
    public internal(set) var truth: PopulationTruth?
    /// When the course under way was asked for, and when its latest steps came, in seconds.
    var startedAt = 0.0, reportedAt = 0.0

    init(size: Int) { self.size = size }

    /// The steps of one request, from noise on.
    public struct Course: Sendable {
        public let request: PopulationRequest
        public internal(set) var steps: [PopulationStep] = []
        /// Why it will not be computed any further.
        public internal(set) var failure: String?

        public var total: Int { max(request.settings.steps, 1) }
        public var isComplete: Bool { steps.count >= total }
    }

    /// Whether the engine is at it.
    public var isUnderWay: Bool { course.map { !$0.isComplete && $0.failure == nil } ?? false }

    /// Seconds that the rest will take at the pace so far; nil before the first step.
    var timeLeft: Double? {
        guard let course, isUnderWay, !course.steps.isEmpty else { return nil }
        let done = Double(course.steps.count)
        return (reportedAt - startedAt) / done * (Double(course.total) - done)
    }

    /// The step shown at a position, and the course it is of.
    func step(at position: Int) -> (step: PopulationStep, course: Course)? {
        guard let course else { return nil }
        let place = min(max(position, 0), course.total - 1)
        if course.steps.indices.contains(place) { return (course.steps[place], course) }
        if let standIn {
            // The same share of the way.
            let there = place == course.total - 1 ? standIn.total - 1 : place * standIn.total / course.total
            if standIn.steps.indices.contains(there) { return (standIn.steps[there], standIn) }
        }
        return course.steps.last.map { ($0, course) } ?? standIn.flatMap { old in old.steps.last.map { ($0, old) } }
    }
}

/// Many samples to be computed from noise.
public struct PopulationRequest: Sendable, Hashable {
    public var ticket: Int
    public var settings: RunSettings
    public var denoiser: DenoiserKind
    /// Samples 0 ..< count of the run.
    public var count: Int
    /// Whose values are reported, in this order.
    public var properties: [String]

    public init(ticket: Int, settings: RunSettings, denoiser: DenoiserKind, count: Int, properties: [String]) {
        self.ticket = ticket
        self.settings = settings
        self.denoiser = denoiser
        self.count = count
        self.properties = properties
    }

    /// Whether what this gave serves for another request, too.
    func serves(_ other: PopulationRequest) -> Bool {
        settings == other.settings && denoiser == other.denoiser && count == other.count
            && Set(other.properties).isSubset(of: properties)
    }
}

/// What the engine reports of a population.
public enum PopulationReport: Sendable {
    /// Comes first.
    case truth(PopulationTruth)
    /// The next steps, in order.
    case steps([PopulationStep])
}

/// One step of all samples, as far as it is shown: a few numbers each.
public struct PopulationStep: Sendable {
    /// Of a property, over the samples, in its natural unit.
    public struct Moments: Sendable, Hashable {
        public let mean, deviation: Double
    }

    public let index: Int
    /// What each sample's guided estimate says, nil where it says nothing; after the last step the final one. [samples]
    public let architectures: [Architecture?]
    /// Whether its edges agree with it. [samples]
    public let isValid: [Bool]
    /// Predicted normal scores at x_t, NaN where the predictor does not know the property, [samples][properties]
    public let scores: [Float]
    /// Of what is predicted, by property.
    public let predicted: [Moments]
    /// Means of `scores`, by property.
    public let meanScores: [Double]
    /// Of the valid ones.
    public let diversity: PopulationDiversity
    /// What the particles' weights were worth, in particles; nil where nothing is weighed.
    public let effectiveSize: Double?
}

/// The exact distribution that the samples should come from.
public struct PopulationTruth: Sendable {
    public struct Property: Sendable {
        /// Normal scores by cell code, NaN where the figure is missing; nil where the space is too large for a list.
        public let scores: [Double]?
        /// Probabilities of the bins of `ScoreBins.usual` without guidance, and with it; nil where that is not known.
        public let prior: [Double]
        public let exact: [Double]?
        /// Under the guided distribution, in the natural unit.
        public let moments: PopulationStep.Moments?
    }

    /// By name, those that have figures.
    public let properties: [String: Property]
    /// Expected share of distinct architectures among as many exact draws.
    public let expectedUniqueness: Double?
    /// Why the guided distribution is not known.
    public let obstacle: String?
}
