import Tensors

/// The size of a published score network, as the metadata `config` of its files gives it.
public struct PublishedScoreConfiguration: Sendable, Hashable, Codable {
    public var nodes: Int
    /// Operation types, F.
    public var ops: Int
    public var layers: Int
    public var width: Int
    public var heads: Int
    public var ff: Int
    /// Positions start again after so many nodes (4 for MobileNetV3: layers inside a stage); nil: never.
    public var period: Int?

    public init(nodes: Int, ops: Int, layers: Int, width: Int, heads: Int, ff: Int, period: Int? = nil) {
        self.nodes = nodes
        self.ops = ops
        self.layers = layers
        self.width = width
        self.heads = heads
        self.ff = ff
        self.period = period
    }

    /// The published network for NAS-Bench-201: 3,989,575 weights.
    public static let nasbench201 = Self(nodes: 8, ops: 7, layers: 12, width: 64, heads: 8, ff: 128)
    /// The published network for MobileNetV3.
    public static let mobilenetv3 = Self(nodes: 20, ops: 9, layers: 12, width: 64, heads: 8, ff: 128, period: 4)

    /// Whether a network of this size can be built (files come from outside).
    var isSound: Bool {
        (1...256).contains(nodes) && (1...1024).contains(ops) && (1...64).contains(layers)
            && (4...1024).contains(width) && width.isMultiple(of: 2) && (1...width).contains(heads)
            && width.isMultiple(of: heads) && (1...4096).contains(ff) && (period.map { $0 > 0 } ?? true)
    }
}
