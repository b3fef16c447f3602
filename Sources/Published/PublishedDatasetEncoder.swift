import Tensors

/// The published encoder of datasets (Lee et al. 2021, "Rapid neural architecture search by learning to generate graphs from
/// datasets"): image features are pooled over the samples of each class, then over the classes, by Set Transformers.
///
/// Planned for a fixed number of classes and samples a class. One encoder belongs to one thread at a time.
public final class PublishedDatasetEncoder {
    public let plan: Plan
    let images, code: Value
    static let heads = 4

    /// Names, shapes and order of the weights.
    public static func layout(_ size: PublishedPredictorConfiguration.Dataset) -> ParameterLayout {
        declare(size, classes: 1, perClass: 1).builder.layout
    }

    public init(_ size: PublishedPredictorConfiguration.Dataset, classes: Int, perClass: Int) {
        let network = Self.declare(size, classes: classes, perClass: perClass)
        (images, code) = (network.images, network.code)
        plan = Plan(network.builder)
    }

    /// The code of the last run, [code]. Valid until the next run.
    public var encoded: UnsafeMutableBufferPointer<Float> { plan.buffer(code) }

    /// Writes the image features [classes][perClass][features].
    public func load(_ dataset: some Collection<Float>) {
        precondition(dataset.count == images.count)
        _ = plan.buffer(images).update(fromContentsOf: dataset)
    }

    public func forward(weights: UnsafePointer<Float>) { plan.forward(weights: weights) }

    /// The code of a dataset.
    /// - Parameter dataset: image features [classes][perClass][features]
    public func encode(_ dataset: some Collection<Float>, weights: UnsafePointer<Float>) -> [Float] {
        load(dataset)
        forward(weights: weights)
        return Array(encoded)
    }

    /// Carries a gradient for the code last made back to the weights, and adds it to theirs.
    public func backward(
        codeGradient: some Collection<Float>, weights: UnsafePointer<Float>, weightGradients: UnsafeMutablePointer<Float>
    ) {
        precondition(codeGradient.count == code.count)
        plan.clearGradients()
        _ = plan.gradient(code).update(fromContentsOf: codeGradient)
        plan.backward(weights: weights, weightGradients: weightGradients)
    }

    static func declare(
        _ size: PublishedPredictorConfiguration.Dataset, classes: Int, perClass: Int
    ) -> (builder: PlanBuilder, images: Value, code: Value) {
        var builder = PlanBuilder()
        let images = builder.input(rows: classes * perClass, columns: size.features)
        let prototypes = builder.setPool(images, "intra", sets: classes, width: size.code)
        // The classes' prototypes are one set.
        let code = builder.setPool(prototypes, "inter", sets: 1, width: size.code)
        return (builder, images, code)
    }
}

extension PlanBuilder {
    /// Two self-attention blocks, pooling by attention from one learned seed, a linear layer: [sets, width].
    fileprivate mutating func setPool(_ x: Value, _ name: String, sets: Int, width: Int) -> Value {
        let heads = PublishedDatasetEncoder.heads
        var h = attentionBlock(x, x, name + ".sab1", sets: sets, outputs: width, heads: heads)
        h = attentionBlock(h, h, name + ".sab2", sets: sets, outputs: width, heads: heads)
        let seed = learnedRows(name + ".seed", rows: 1, columns: width, samples: sets, shape: [1, 1, width])
        let pooled = attentionBlock(seed, h, name + ".pma", sets: sets, outputs: width, heads: heads)
        return linear(pooled, name + ".fc", outputs: width)
    }
}
