import Architectures
import Tensors

/// What a predictor says of architectures seen through noise.
public struct NoisyPredictions: Sendable {
    /// E[y | x_t] and Var[y | x_t] in scores, [architectures][properties].
    public let means, variances: [[Float]]

    /// One draw of noise for each architecture: the same for every predictor, and whatever the number of threads.
    /// - Parameters:
    ///   - level: tells the draws of several noise levels apart
    public init(
        _ predictor: any Predictor, states: [[Float]], sigma: Double, level: Int, seed: UInt64, threads: Int,
        progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) {
        let panels = Panel.count(forSamples: states.count), count = predictor.properties.count
        let workers = (0..<max(1, min(threads, panels))).map { _ in Worker(predictor, dimension: states.first?.count ?? 0) }
        let results = Results(means: ScratchOwner(panels * Panel.width * count), variances: ScratchOwner(panels * Panel.width * count))
        let shared = Shared(workers: workers, results: results, noise: NoiseSource(seed: seed))
        let done = ProgressCount()
        Threads.share(panels, threads: workers.count) { thread, panel in
            shared.workers[thread].run(states, panel: panel, sigma: sigma, level: level, noise: shared.noise, into: shared.results)
            progress?(done.increment(), panels)
        }
        func rows(_ owner: ScratchOwner) -> [[Float]] {
            states.indices.map { sample in (0..<count).map { owner.pointer[sample * count + $0] } }
        }
        means = rows(results.means)
        variances = rows(results.variances)
    }

    private struct Results { let means, variances: ScratchOwner }

    /// What the threads share: each keeps to its own worker and its own panels.
    private struct Shared: @unchecked Sendable {
        let workers: [Worker]
        let results: Results
        let noise: NoiseSource
    }

    private final class Worker {
        private let predictor: any PredictorWorker
        private let x, means, variances: PanelBuffer
        private let count, dimension: Int

        init(_ predictor: any Predictor, dimension: Int) {
            self.predictor = predictor.makeWorker()
            self.dimension = dimension
            count = predictor.properties.count
            x = .zeros(Panel.width * dimension)
            means = .zeros(Panel.width * count)
            variances = .zeros(Panel.width * count)
        }

        deinit { for buffer in [x, means, variances] { buffer.deallocate() } }

        func run(_ states: [[Float]], panel: Int, sigma: Double, level: Int, noise: NoiseSource, into results: Results) {
            for slot in 0..<Panel.width {
                let sample = panel * Panel.width + slot, offset = slot * dimension
                noise.normals(
                    into: PanelBuffer(rebasing: x[offset..<offset + dimension]), sample: UInt32(truncatingIfNeeded: sample),
                    step: UInt32(truncatingIfNeeded: level), stage: 0xE8)
                let clean = states[min(sample, states.count - 1)]
                for i in 0..<dimension { x[offset + i] = clean[i] + Float(sigma) * x[offset + i] }
            }
            predictor.predict(x, sigma: sigma, means: means, variances: variances)
            let start = panel * Panel.width * count
            for i in 0..<Panel.width * count {
                results.means.pointer[start + i] = means[i]
                results.variances.pointer[start + i] = variances[i]
            }
        }
    }
}
