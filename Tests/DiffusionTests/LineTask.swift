import Diffusion
import Tensors

/// A small least-squares task: fit y = 2x₀ − x₁ + ½ with one linear layer; 4 shards of 5 draws. What a trainer does
/// with a task shows without the cost of a network.
struct LineTask: TrainingTask {
    let shards = 4
    let layout: ParameterLayout

    init() {
        var builder = PlanBuilder()
        _ = builder.linear(builder.input(rows: 1, columns: 2), "line", outputs: 1)
        layout = builder.layout
    }

    func makeWorker() -> any TrainingWorker { Worker() }

    private final class Worker: TrainingWorker {
        func accumulate(
            step: Int, shard: Int, weights: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>
        ) -> Double {
            var generator = PhiloxGenerator(seed: UInt64(step), stream: UInt32(shard))
            var loss = 0.0
            for _ in 0..<5 {
                let x = [Float(generator.uniform()), Float(generator.uniform())]
                let error = weights[0] * x[0] + weights[1] * x[1] + weights[2] - (2 * x[0] - x[1] + 0.5)
                for (i, factor) in (x + [1]).enumerated() { gradient[i] += error * factor / 20 }
                loss += Double(error * error) / 40
            }
            return loss
        }

        func validate(shard: Int, weights: UnsafePointer<Float>) -> Double {
            zip(0..<3, [2, -1, 0.5] as [Float]).reduce(0) { $0 + Double(abs(weights[$1.0] - $1.1)) } / 4
        }
    }
}
