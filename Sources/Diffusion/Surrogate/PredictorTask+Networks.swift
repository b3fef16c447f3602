import Tensors

extension PredictorTask {
    /// Properties of MobileNetV3 networks.
    public init(
        targets: NetworkTargets, seed: UInt64, batch: Int = 256, sigmaRange: ClosedRange<Double> = 0.03...30
    ) {
        self.init(NetworkProperties(targets, noise: NoiseSource(seed: seed), sigmaRange: sigmaRange), seed: seed, batch: batch)
    }
}
