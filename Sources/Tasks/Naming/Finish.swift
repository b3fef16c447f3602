import Tensors

/// What is done to an image after it is drawn or read: contrast, noise, whole numbers, another order of pixels.
struct Finish: Sendable {
    let size, channels: Int
    private let seed: UInt64, task: String
    private let noise, contrast: Double
    /// From where each pixel is taken; nil: from its own place.
    private let order: [Int]?

    /// - Parameter task: the base of the task's name, on which noise depends
    init(_ knobs: TaskKnobs, task: String, size: Int, channels: Int, noise: Double) {
        (self.size, self.channels, self.task, seed) = (size, channels, task, knobs.seed)
        self.noise = knobs.noise ?? noise
        contrast = knobs.contrast ?? 1
        if knobs.permuted {
            // One order for all images of a seed, whichever the task is.
            var draws = ImageDraws(seed: knobs.seed, family: "", image: 0, .permutation)
            order = (0..<size * size).shuffled(using: &draws)
        } else {
            order = nil
        }
    }

    /// Whether bytes come out as they went in.
    var isNothing: Bool { noise == 0 && contrast == 1 && order == nil }

    /// - Parameters:
    ///   - values: 0 (black) to 1 (white), channel by channel
    ///   - image: its number, on which the noise depends
    func bytes(_ values: [Float], image: Int) -> [UInt8] {
        var draws = ImageDraws(seed: seed, family: task, image: image, .noise)
        let area = size * size
        let bytes = values.map { value -> UInt8 in
            var value = 0.5 + (Double(value) - 0.5) * contrast
            if noise > 0 { value += noise * draws.normal() }
            return UInt8((min(max(value, 0), 1) * 255).rounded())
        }
        guard let order else { return bytes }
        return bytes.indices.map { bytes[$0 / area * area + order[$0 % area]] }
    }
}
