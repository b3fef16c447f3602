import Tensors

/// A loss that a network is trained on: what `Trainer` needs to know of it.
///
/// Draws are a pure function of (seed, step, shard), so training resumes exactly and does not depend on threads.
public protocol TrainingTask: Sendable {
    var layout: ParameterLayout { get }
    /// A batch is split into this many shards, whatever the number of threads; their gradients are added in shard order.
    var shards: Int { get }
    /// Run buffers for one thread.
    func makeWorker() -> any TrainingWorker
}

public protocol TrainingWorker: AnyObject {
    /// Adds the gradient of this shard's part of the batch loss to `gradient`; returns that part of the loss.
    func accumulate(
        step: Int, shard: Int, weights: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
    ) -> Double
    /// This shard's part of the loss on the validation draws, which never change.
    func validate(shard: Int, weights: UnsafePointer<Float>) -> Double
}
