/// A network of the Once-for-All MobileNetV3 space: five stages of two to four layers, each layer a mobile block with a kernel of 3, 5
/// or 7 and an expansion of 3, 4 or 6. About 2·10¹⁹ networks.
///
/// Source: Cai et al., "Once-for-All", ICLR 2020, which builds on Howard et al., "Searching for MobileNetV3", ICCV 2019.
public struct MobileNet: Hashable, Sendable {
    /// A mobile inverted-bottleneck block.
    public struct Layer: Hashable, Sendable {
        /// 3·kernel place + expansion place, 0..<9; the column of `V` is one more, since column 0 is the absent layer.
        public let code: Int

        public static let kernels = [3, 5, 7]
        public static let expansions = [3, 4, 6]
        public static let count = 9

        /// Kernel 3, expansion 3.
        public static let smallest = Layer(knownCode: 0)

        /// Side of the depth-wise kernel.
        public var kernel: Int { Layer.kernels[code / 3] }
        /// Channels inside the block, in multiples of those at its input.
        public var expansion: Int { Layer.expansions[code % 3] }

        private init(knownCode code: Int) { self.code = code }

        /// nil outside 0..<9.
        public init?(code: Int) {
            guard (0..<Layer.count).contains(code) else { return nil }
            self.code = code
        }

        /// nil unless the kernel is 3, 5 or 7 and the expansion 3, 4 or 6.
        public init?(kernel: Int, expansion: Int) {
            guard let k = Layer.kernels.firstIndex(of: kernel), let e = Layer.expansions.firstIndex(of: expansion) else { return nil }
            code = 3 * k + e
        }
    }

    public static let stageCount = 5
    /// Layers a stage may have; a network has at most 20.
    public static let layersPerStage = 4
    public static let layerCount = stageCount * layersPerStage

    /// A code a stage in the first five lanes, the rest 0.
    private var codes: SIMD8<UInt16>

    /// The five stages, first to last.
    public var stages: [Stage] { (0..<MobileNet.stageCount).map { self[$0] } }

    /// A stage, 0..<5.
    public subscript(stage: Int) -> Stage {
        get {
            precondition((0..<MobileNet.stageCount).contains(stage), "a network has stages 0…4, not \(stage)")
            return Stage(knownCode: Int(codes[stage]))
        }
        set {
            precondition((0..<MobileNet.stageCount).contains(stage), "a network has stages 0…4, not \(stage)")
            codes[stage] = UInt16(newValue.code)
        }
    }

    /// - Throws: `MobileNetError.stageCount` unless there are five.
    public init(_ stages: [Stage]) throws {
        guard stages.count == MobileNet.stageCount else { throw MobileNetError.stageCount(stages.count) }
        codes = SIMD8(repeating: 0)
        for (place, stage) in stages.enumerated() { codes[place] = UInt16(stage.code) }
    }

    /// Two layers a stage, every kernel and expansion 3.
    public static let smallest = MobileNet(knownCodes: SIMD8(repeating: 0))

    /// For stage codes that are in range by construction.
    init(knownCodes codes: SIMD8<UInt16>) { self.codes = codes }

    /// The layer of a node, 0..<20: four a stage; nil where it is absent.
    public func layer(_ node: Int) -> Layer? {
        precondition((0..<MobileNet.layerCount).contains(node), "a network has layers 0…19, not \(node)")
        let layers = self[node / MobileNet.layersPerStage]
        return layers[node % MobileNet.layersPerStage]
    }

    /// Layers of each stage, 2…4.
    public var depths: [Int] { stages.map(\.depth) }
}
