extension MobileNet {
    /// Two to four layers in a row: 9² + 9³ + 9⁴ = 7,371 possibilities.
    public struct Stage: Hashable, Sendable {
        /// 0..<7371: those of two layers come first, then those of three, then of four; within a depth Σ layer_l·9^l.
        public let code: Int

        public static let count = 7_371
        public static let depths = 2...4

        /// The first code of each depth 2, 3, 4, and the end.
        static let starts = [0, 81, 81 + 729, count]

        /// nil outside 0..<7371.
        public init?(code: Int) {
            guard (0..<Stage.count).contains(code) else { return nil }
            self.code = code
        }

        init(knownCode code: Int) {
            precondition((0..<Stage.count).contains(code), "stage codes run from 0 to 7370")
            self.code = code
        }

        /// - Throws: `MobileNetError.depth` unless there are two to four layers.
        public init(_ layers: [Layer]) throws {
            guard Stage.depths.contains(layers.count) else { throw MobileNetError.depth(layers.count, stage: nil) }
            code = Stage.starts[layers.count - 2] + layers.reversed().reduce(0) { $0 * Layer.count + $1.code }
        }

        /// Number of layers, 2…4.
        public var depth: Int { code < Stage.starts[1] ? 2 : code < Stage.starts[2] ? 3 : 4 }

        /// The layer at a place, 0..<4; nil beyond the depth.
        public subscript(place: Int) -> Layer? {
            let depth = depth
            guard (0..<depth).contains(place) else { return nil }
            var rest = code - Stage.starts[depth - 2]
            for _ in 0..<place { rest /= Layer.count }
            return Layer(code: rest % Layer.count)
        }

        public var layers: [Layer] { (0..<depth).compactMap { self[$0] } }

        /// All 7,371 by ascending code.
        public static var all: [Stage] { (0..<count).map { Stage(knownCode: $0) } }
    }
}
