/// The search spaces.
public enum SearchSpace: String, Sendable, Hashable, CaseIterable {
    case nasbench201, mobilenetv3

    /// As people call it.
    public var title: String {
        switch self {
        case .nasbench201: "NAS-Bench-201"
        case .mobilenetv3: "MobileNetV3"
        }
    }

    public var layout: GraphLayout {
        switch self {
        case .nasbench201: Cell.layout
        case .mobilenetv3: MobileNet.layout
        }
    }

    /// The nodes at which something is chosen: all but a cell's input and output.
    public var choices: Range<Int> {
        switch self {
        case .nasbench201: 1..<Cell.layout.nodeCount - 1
        case .mobilenetv3: 0..<MobileNet.layout.nodeCount
        }
    }

    /// The space whose graphs look like this; nil for none.
    public init?(layout: GraphLayout) {
        guard let space = SearchSpace.allCases.first(where: { $0.layout == layout }) else { return nil }
        self = space
    }

    /// A name for each entry of a state, in its order.
    public var stateNames: [String] {
        switch self {
        case .nasbench201: Cell.stateNames
        case .mobilenetv3: MobileNet.stateNames
        }
    }
}
