import CKernels
import Tensors

/// Runs a training task: shards on threads, AdamW, one-cycle rate, EMA, and the best average so far by validation.
///
/// Not for use by several threads at once.
public final class Trainer {
    public struct Settings: Sendable, Hashable {
        public var steps: Int
        public var peakRate: Double
        public var validationEvery: Int
        public var threads: Int
        public var averageDecay: Double
        public var weightDecay: Double

        public init(
            steps: Int, peakRate: Double = 3e-3, validationEvery: Int = 500, threads: Int = 2,
            averageDecay: Double = 0.999, weightDecay: Double = 0
        ) {
            self.steps = steps
            self.peakRate = peakRate
            self.validationEvery = validationEvery
            self.threads = threads
            self.averageDecay = averageDecay
            self.weightDecay = weightDecay
        }
    }

    /// What one step did.
    public struct Report: Sendable {
        public let step: Int
        public let loss: Double
        public let rate: Double
        public let gradientNorm: Double
        /// Set at the steps where validation ran.
        public let validation: Double?
    }

    public let settings: Settings
    public private(set) var optimizer: Optimizer
    public private(set) var bestWeights: [Float]
    public private(set) var bestValidation: Double
    private let task: any TrainingTask
    private let workers: [any TrainingWorker]
    private let gradients: ScratchOwner
    private let losses: UnsafeMutableBufferPointer<Double>
    private let schedule: OneCycle

    /// - Parameters:
    ///   - optimizer: where to start: fresh weights, or the state of an interrupted run
    ///   - best: the best average of that run and its validation loss
    public init(
        _ task: any TrainingTask, settings: Settings, optimizer: Optimizer,
        best: (weights: [Float], loss: Double)? = nil
    ) {
        self.task = task
        self.settings = settings
        self.optimizer = optimizer
        self.optimizer.averageDecay = settings.averageDecay
        self.optimizer.decay = Float(settings.weightDecay)
        bestWeights = best?.weights ?? optimizer.average
        bestValidation = best?.loss ?? .infinity
        workers = (0..<min(max(settings.threads, 1), task.shards)).map { _ in task.makeWorker() }
        gradients = ScratchOwner(task.layout.count * task.shards)
        losses = .allocate(capacity: task.shards)
        losses.initialize(repeating: 0)
        schedule = OneCycle(peak: settings.peakRate, steps: settings.steps)
    }

    deinit { losses.deallocate() }

    public var isFinished: Bool { optimizer.step >= settings.steps }

    /// One optimiser step, with validation where it is due. A gradient that is not finite changes nothing, not even the step:
    /// the report's norm tells, and the run cannot go on.
    public func step() -> Report {
        let index = optimizer.step
        let rate = schedule.rate(at: index)
        let count = task.layout.count
        gradients.pointer.update(repeating: 0, count: count * task.shards)
        let loss = overShards(optimizer.weights, .accumulate(step: index))
        for shard in 1..<max(task.shards, 1) {
            dnag_add(gradients.pointer, gradients.pointer + shard * count, count)
        }
        let norm = optimizer.update(gradient: gradients.pointer, rate: rate)
        var validation: Double?
        if optimizer.step % settings.validationEvery == 0 || isFinished {
            let value = overShards(optimizer.average, .validate)
            validation = value
            if value < bestValidation {
                bestValidation = value
                bestWeights = optimizer.average
            }
        }
        return Report(step: optimizer.step, loss: loss, rate: rate, gradientNorm: norm, validation: validation)
    }

    private enum Pass { case accumulate(step: Int), validate }

    /// Runs a pass over all shards and returns the sum of their losses.
    private func overShards(_ weights: [Float], _ pass: Pass) -> Double {
        let count = task.layout.count
        weights.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            let shared = Shared(
                workers: workers, weights: base, gradients: gradients.pointer, losses: losses)
            Threads.share(task.shards, threads: workers.count) { worker, shard in
                switch pass {
                case .accumulate(let step):
                    shared.losses[shard] = shared.workers[worker].accumulate(
                        step: step, shard: shard, weights: shared.weights,
                        gradient: shared.gradients + shard * count)
                case .validate:
                    shared.losses[shard] = shared.workers[worker].validate(shard: shard, weights: shared.weights)
                }
            }
        }
        return losses.reduce(0, +)
    }

    /// What the threads of one pass share; each keeps to its own worker and its own shards.
    private struct Shared: @unchecked Sendable {
        let workers: [any TrainingWorker]
        let weights: UnsafePointer<Float>
        let gradients: UnsafeMutablePointer<Float>
        let losses: UnsafeMutableBufferPointer<Double>
    }
}
