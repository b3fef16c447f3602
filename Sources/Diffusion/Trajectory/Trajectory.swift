import Architectures

/// The whole course of one sample, as it is taken away: every step, and the commands that led there.
public struct Trajectory: Sendable {
    /// Settings that hold from a step on, as the command that reproduces a run with them.
    public struct Segment: Sendable, Hashable, Codable {
        public var start: Int
        public var command: String

        public init(start: Int, command: String) {
            self.start = start
            self.command = command
        }

        private enum CodingKeys: String, CodingKey { case start = "from_step", command }
    }

    /// A property that the steps hold predictions of.
    public struct Property: Sendable {
        /// Its place in the steps' predictions.
        public var place: Int
        public var name: String
        public var scale: PropertyScale

        public init(place: Int, name: String, scale: PropertyScale) {
            self.place = place
            self.name = name
            self.scale = scale
        }
    }

    public let space: SearchSpace
    public let steps: [Step]
    /// Those that some step predicts.
    public let properties: [Property]
    /// By ascending start; the first starts at 0.
    public let segments: [Segment]

    /// - Parameter properties: in the order of the steps' predictions; those that no step predicts are left out
    public init(in space: SearchSpace, steps: [Step], properties: [(name: String, scale: PropertyScale)], segments: [Segment]) {
        self.space = space
        self.steps = steps
        self.properties = properties.enumerated().compactMap { place, property in
            let isPredicted = steps.contains {
                $0.onState.indices.contains(place) && $0.onState[place].mean.isFinite
            }
            return isPredicted ? Property(place: place, name: property.name, scale: property.scale) : nil
        }
        self.segments = segments
    }
}

extension Trajectory.Property {
    /// NaN where the step does not predict it.
    func prediction(_ predictions: [Prediction]) -> Prediction {
        predictions.indices.contains(place) ? predictions[place] : Prediction(mean: .nan, deviation: .nan)
    }

    func share(_ step: Step) -> Double { step.tiltShares.indices.contains(place) ? step.tiltShares[place] : 0 }
}
