/// What sits on an edge of a NAS-Bench-201 cell. The raw value is the digit in `Cell.code`.
public enum Operation: Int, CaseIterable, Sendable, Hashable {
    case none, skip, conv1x1, conv3x3, averagePool

    /// The name in the benchmark's arch strings.
    public var benchmarkName: String {
        switch self {
        case .none: "none"
        case .skip: "skip_connect"
        case .conv1x1: "nor_conv_1x1"
        case .conv3x3: "nor_conv_3x3"
        case .averagePool: "avg_pool_3x3"
        }
    }

    /// A short label for display, at most eight characters.
    public var label: String {
        switch self {
        case .none: "none"
        case .skip: "skip"
        case .conv1x1: "conv 1×1"
        case .conv3x3: "conv 3×3"
        case .averagePool: "pool 3×3"
        }
    }

    /// The operation of a name in an arch string, if there is one.
    public init?(benchmarkName: String) {
        guard let match = Operation.allCases.first(where: { $0.benchmarkName == benchmarkName }) else { return nil }
        self = match
    }
}
