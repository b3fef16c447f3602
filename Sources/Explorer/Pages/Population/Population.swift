import Architectures
import Diffusion

/// Many samples of one run, together: what is asked for, what is known, and how it is looked at.
public struct Population: Sendable {
    public static let sizes = [64, 128, 256, 512, 1_024]
    /// Samples that one population can have.
    public static let largest = PopulationChoices.largest
    public typealias Values = PopulationChoices.Values

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

extension Population: PageMemory {
    init(in space: SearchSpace, settings: RunSettings) { self.init(size: PopulationChoices().size) }

    func renewed(in space: SearchSpace) -> Population { Population(size: size) }

    mutating func giveUp() { if isUnderWay { course = nil } }

    mutating func failed(ticket: Int, _ reason: String) -> Bool {
        guard course?.request.ticket == ticket else { return false }
        course?.failure = reason
        return true
    }
}

extension SpaceState {
    public internal(set) var population: Population {
        get { self[Population.self] }
        set { self[Population.self] = newValue }
    }
}
