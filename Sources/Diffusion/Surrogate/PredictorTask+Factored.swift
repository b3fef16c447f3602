import Tensors

extension PredictorTask {
    /// Properties of a space of blocks.
    public init(
        targets: FactoredTargets, seed: UInt64, batch: Int = 256, sigmaRange: ClosedRange<Double> = 0.03...30
    ) {
        self.init(FactoredProperties(targets, noise: NoiseSource(seed: seed), sigmaRange: sigmaRange), seed: seed, batch: batch)
    }
}
