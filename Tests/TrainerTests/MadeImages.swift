import Tasks
import Tensors

/// Noise with a few bright spots that depend on the class: something can be learned from it.
enum MadeImages {
    static func noise(_ count: Int, size: Int, channels: Int = 3, classes: Int = 3, seed: UInt64 = 1) throws -> LabelledImages {
        var generator = PhiloxGenerator(seed: seed)
        let labels = (0..<count).map { _ in Int(generator.next() % UInt64(classes)) }
        var pixels: [Float] = []
        for label in labels {
            for place in 0..<channels * size * size {
                let spot: Float = (place / size + place % size) % (classes + 2) == label ? 1 : 0
                pixels.append(Float(2 * generator.uniform() - 1) + spot)
            }
        }
        return try LabelledImages(size: size, channels: channels, classes: classes, pixels: pixels, labels: labels)
    }
}
