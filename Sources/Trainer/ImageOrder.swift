import Tensors

/// The order of the images in an epoch, and how each is moved: a function of seed, epoch and image.
struct ImageOrder {
    private let order: [Int]
    private let moves: [Move]
    private let batch: Int

    private struct Move {
        let right, down: Int
        let isMirrored: Bool
    }

    init(_ images: Int, epoch: Int, seed: UInt64, _ settings: TrainingSettings) {
        var generator = PhiloxGenerator(seed: seed, stream: Self.stream | UInt32(truncatingIfNeeded: 2 * epoch))
        var order = Array(0..<images)
        for last in stride(from: images - 1, to: 0, by: -1) { order.swapAt(last, Self.draw(below: last + 1, &generator)) }
        self.order = order
        batch = settings.batch
        guard settings.shift > 0 || settings.mirrors else {
            moves = []
            return
        }
        var moved = PhiloxGenerator(seed: seed, stream: Self.stream | UInt32(truncatingIfNeeded: 2 * epoch + 1))
        let reach = 2 * settings.shift + 1
        moves = (0..<images).map { _ in
            let right = Self.draw(below: reach, &moved) - settings.shift, down = Self.draw(below: reach, &moved) - settings.shift
            return Move(right: right, down: down, isMirrored: settings.mirrors && Self.draw(below: 2, &moved) == 1)
        }
    }

    /// Puts the next images into a batch, from a place in the order on.
    func fill(_ images: ImageBatch, first: Int) {
        images.clear()
        for place in first..<min(first + batch, order.count) {
            let image = order[place]
            if moves.isEmpty {
                images.append(image)
            } else {
                let move = moves[image]
                images.append(image, right: move.right, down: move.down, isMirrored: move.isMirrored)
            }
        }
    }

    /// Streams of layers, which start weights, have no such bit.
    private static let stream: UInt32 = 1 << 31

    /// Uniform to 2⁻⁵³.
    private static func draw(below count: Int, _ generator: inout PhiloxGenerator) -> Int { Int(generator.uniform() * Double(count)) }
}
