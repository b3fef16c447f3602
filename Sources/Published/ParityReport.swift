/// How far our numbers are from the published implementation's, fixture by fixture.
public struct ParityReport: Sendable, Hashable {
    /// One quantity of one fixture.
    public struct Case: Sendable, Hashable {
        /// The fixture's file without its ending.
        public let name: String
        public let quantity: String
        /// max|a − b| over all values.
        public let maxAbsolute: Double
        /// max|a − b| / max(max|b|, 1e-6/tolerance): relative to the largest value, with an absolute floor of 1e-6.
        public let maxRelative: Double
        public let tolerance: Double
        public var passes: Bool { maxRelative <= tolerance }
    }

    public internal(set) var cases: [Case] = []

    public var passes: Bool { cases.allSatisfy(\.passes) }

    /// Below this absolute error nothing fails.
    public static let absoluteFloor = 1e-6
    /// For outputs, gradients, losses and coefficients.
    public static let tolerance = 1e-4
    /// For trajectories, in which errors add up.
    public static let trajectoryTolerance = 1e-3

    mutating func compare(
        _ name: String, _ quantity: String, _ found: some Sequence<Double>, with expected: some Sequence<Double>,
        tolerance: Double = ParityReport.tolerance
    ) {
        var difference = 0.0, size = 0.0
        for (a, b) in zip(found, expected) {
            let error = abs(a - b)
            difference = error.isNaN ? .infinity : max(difference, error)
            size = max(size, abs(b))
        }
        cases.append(
            Case(
                name: name, quantity: quantity, maxAbsolute: difference,
                maxRelative: difference / max(size, Self.absoluteFloor / tolerance), tolerance: tolerance))
    }

    mutating func compare(
        _ name: String, _ quantity: String, _ found: some Sequence<Float>, with expected: some Sequence<Float>,
        tolerance: Double = ParityReport.tolerance
    ) {
        compare(
            name, quantity, found.lazy.map(Double.init), with: expected.lazy.map(Double.init), tolerance: tolerance)
    }
}
