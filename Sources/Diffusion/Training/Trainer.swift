import CKernels
import Tensors

/// Runs a training task: shards on threads, AdamW, EMA, and the best average so far by validation.
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
        public var schedule: RateSchedule
        /// Gradients longer than this are shortened to it.
        public var clipNorm: Double
        /// Decay of the squared gradients' average.
        public var beta2: Float
        /// Whether the EMA's decay starts lower; see `Optimizer.rampsAverage`.
        public var rampsAverage: Bool

        public init(
            steps: Int, peakRate: Double = 3e-3, validationEvery: Int = 500, threads: Int = 2,
            averageDecay: Double = 0.999, weightDecay: Double = 0, schedule: RateSchedule = .oneCycle,
            clipNorm: Double = 1, beta2: Float = 0.99, rampsAverage: Bool = true
        ) {
            self.steps = steps
            self.peakRate = peakRate
            self.validationEvery = validationEvery
            self.threads = threads
            self.averageDecay = averageDecay
            self.weightDecay = weightDecay
            self.schedule = schedule
            self.clipNorm = clipNorm
            self.beta2 = beta2
            self.rampsAverage = rampsAverage
        }

        /// The published recipe (An et al. 2024, after Song et al. 2021): Adam with β 0.9 and 0.999, a warm-up of 1,000 steps, then a
        /// constant rate, gradients clipped to norm 1, and an EMA of 0.9999 that ramps.
        public static func published(steps: Int, rate: Double, threads: Int, validationEvery: Int = 500) -> Self {
            Self(
                steps: steps, peakRate: rate, validationEvery: validationEvery, threads: threads, averageDecay: 0.9999,
                schedule: .warmUp(steps: 1000), beta2: 0.999)
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
        self.optimizer.clipNorm = settings.clipNorm
        self.optimizer.beta2 = settings.beta2
        self.optimizer.rampsAverage = settings.rampsAverage
        bestWeights = best?.weights ?? optimizer.average
        bestValidation = best?.loss ?? .infinity
        workers = (0..<min(max(settings.threads, 1), task.shards)).map { _ in task.makeWorker() }
        gradients = ScratchOwner(task.layout.count * task.shards)
        losses = .allocate(capacity: task.shards)
        losses.initialize(repeating: 0)
    }

    deinit { losses.deallocate() }

    public var isFinished: Bool { optimizer.step >= settings.steps }

    /// One optimiser step, with validation where it is due. A gradient that is not finite changes nothing, not even the step:
    /// the report's norm tells, and the run cannot go on.
    public func step() -> Report {
        let index = optimizer.step
        let rate = settings.schedule.rate(at: index, peak: settings.peakRate, total: settings.steps)
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
