import Architectures

/// An architecture that was evaluated, and what came of it.
public struct Observation: Sendable, Hashable {
    public let architecture: Architecture
    /// Figures in the order of the objective's columns; NaN where the evaluation failed.
    public let values: [Double]

    public init(_ architecture: Architecture, values: [Double]) {
        self.architecture = architecture
        self.values = values
    }
}
