/// The size of a published noise-aware predictor. Its files give `hidden`, `layers`, `out` and, when it is conditioned on a
/// dataset, `features`, `nz`, `hs` in their metadata `config`; nodes and types follow from the states.
public struct PublishedPredictorConfiguration: Sendable, Hashable {
    /// What conditioning on a dataset adds.
    public struct Dataset: Sendable, Hashable {
        /// Length of an image's feature vector (512).
        public var features: Int
        /// Length of a dataset's code (56).
        public var code: Int
        /// Width of the layer that reads code and architecture.
        public var hidden: Int

        public init(features: Int, code: Int, hidden: Int) {
            self.features = features
            self.code = code
            self.hidden = hidden
        }
    }

    public var nodes: Int
    public var ops: Int
    public var hidden: Int
    public var layers: Int
    public var out: Int
    public var dataset: Dataset?

    public init(
        nodes: Int = 8, ops: Int = 7, hidden: Int = 144, layers: Int = 4, out: Int = 128, dataset: Dataset? = nil
    ) {
        self.nodes = nodes
        self.ops = ops
        self.hidden = hidden
        self.layers = layers
        self.out = out
        self.dataset = dataset
    }

    /// The published predictor, conditioned on datasets' images of 512 features.
    public static let conditioned = Self(dataset: Dataset(features: 512, code: 56, hidden: 512))

    /// Whether a network of this size can be built (files come from outside).
    var isSound: Bool {
        (1...256).contains(nodes) && (1...1024).contains(ops) && (4...4096).contains(hidden)
            && (1...64).contains(layers) && (1...4096).contains(out) && (dataset?.isSound ?? true)
    }
}

extension PublishedPredictorConfiguration.Dataset {
    var isSound: Bool {
        (1...65_536).contains(features) && (1...4096).contains(code) && (1...4096).contains(hidden)
            && code.isMultiple(of: PublishedDatasetEncoder.heads)
    }
}
