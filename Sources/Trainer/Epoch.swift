/// What one epoch of a training came to.
public struct Epoch: Sendable, Hashable, Codable {
    /// From 1 on.
    public let index: Int
    /// Mean cross-entropy in nats over the epoch's images, each as its batch found it before the step.
    public let loss: Double
    /// The share of the training images whose class had the largest logit, found in the same way.
    public let trainingAccuracy: Double
    /// After the epoch; nil without validation images.
    public let validationLoss, validationAccuracy: Double?
    /// Wall time, with the validation.
    public let seconds: Double

    /// Of the held-out images after the epoch, in %; of those to learn from where none are held out.
    public var accuracy: Double { 100 * (validationAccuracy ?? trainingAccuracy) }

    package init(index: Int, loss: Double, trainingAccuracy: Double, validationLoss: Double?, validationAccuracy: Double?, seconds: Double) {
        (self.index, self.loss, self.trainingAccuracy) = (index, loss, trainingAccuracy)
        (self.validationLoss, self.validationAccuracy, self.seconds) = (validationLoss, validationAccuracy, seconds)
    }
}
