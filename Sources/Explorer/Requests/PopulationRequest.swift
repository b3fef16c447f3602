import Architectures
import Diffusion

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
    /// Predicted standard scores at x_t, NaN where the predictor does not know the property, [samples][properties]
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
        /// Standard scores by cell code, NaN where the figure is missing; nil where the space is too large for a list.
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
