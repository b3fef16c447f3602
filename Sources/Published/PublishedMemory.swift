import Tensors

/// What networks may take when files from outside say for how many samples they are built.
enum PublishedMemory {
    /// Bytes of one network's run buffers.
    static let limit = 1 << 30
    /// Nobody compares more at once, and below it no size of a network overflows.
    private static let samples = 1 << 16

    /// - Parameters:
    ///   - shape: of the tensor that says how many there are
    ///   - count: samples, or images that are compared with each other
    ///   - remedy: what to do about it
    ///   - bytes: what they would take
    /// - Throws: `PublishedError.tooLarge`
    static func check(
        _ file: String, _ tensor: String, shape: [Int], count: Int, remedy: String, bytes: () -> Int
    ) throws {
        guard count <= samples, bytes() <= limit else {
            throw PublishedError.tooLarge(file: file, tensor: tensor, shape: shape, limit: limit, remedy: remedy)
        }
    }

    static func check(_ file: String, _ tensor: String, shape: [Int], _ configuration: PublishedScoreConfiguration) throws {
        try check(file, tensor, shape: shape, count: shape[0], remedy: fewer) {
            PublishedScoreNetwork.declare(configuration, samples: shape[0], times: shape[0], epsilon: 1e-5, dropout: 0).builder.byteCount
        }
    }

    static func check(_ file: String, _ tensor: String, shape: [Int], _ configuration: PublishedPredictorConfiguration) throws {
        try check(file, tensor, shape: shape, count: shape[0], remedy: fewer) {
            PublishedPredictor.declare(configuration, samples: shape[0], times: shape[0], dropout: 0).builder.byteCount
        }
    }

    /// - Parameter shape: [classes, samples of a class, features]
    static func check(_ file: String, _ tensor: String, shape: [Int], _ size: PublishedPredictorConfiguration.Dataset) throws {
        let remedy = "every image is compared with all others of its class: take fewer (the published networks read 20 of each class)"
        try check(file, tensor, shape: shape, count: max(shape[0], shape[1]), remedy: remedy) {
            PublishedDatasetEncoder.declare(size, classes: shape[0], perClass: shape[1]).builder.byteCount
        }
    }

    private static let fewer = "give fewer samples"
}

extension DatasetFeatures {
    /// Makes sure that an encoder of the size can read them. - Throws: `PublishedError.tooLarge`
    func check(for size: PublishedPredictorConfiguration.Dataset) throws {
        try PublishedMemory.check(file, Self.tensor, shape: [classes, perClass, width], size)
    }
}
