import Tensors

/// A published predictor with the weights it was read with; conditioned on a dataset or not.
public struct PublishedMetaPredictor: Sendable {
    public let configuration: PublishedPredictorConfiguration
    /// Of `PublishedPredictor.layout`.
    public let weights: [Float]
    /// Of `PublishedDatasetEncoder.layout`; empty without a dataset.
    public let encoderWeights: [Float]

    public init(configuration: PublishedPredictorConfiguration, weights: [Float], encoderWeights: [Float] = []) {
        self.configuration = configuration
        self.weights = weights
        self.encoderWeights = encoderWeights
    }

    /// The code of a dataset; empty where the predictor is not conditioned on one.
    /// - Parameter images: features [classes][perClass][features]
    public func code(images: [Float], classes: Int, perClass: Int) -> [Float] {
        guard let size = configuration.dataset else { return [] }
        return PublishedDatasetEncoder(size, classes: classes, perClass: perClass)
            .encode(images, weights: encoderWeights)
    }
}
