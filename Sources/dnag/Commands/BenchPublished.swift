import Architectures
import Diffusion
import Published
import Tensors

/// The published networks at their usual size on so many samples: one alone, or panels shared out over threads. Untrained, since what
/// things cost does not depend on the weights. Threads share nothing but what they read.
final class BenchPublished: @unchecked Sendable {
    private let samples: Int
    private let width: Int
    /// Of V, all that the published networks see.
    private let entries = SearchSpace.usual.layout.vertexDimension
    private let scores: [PublishedScoreNetwork]
    private let predictors: [PublishedPredictor]
    private let scoreWeights, predictorWeights: [Float]
    private let x: [Float]
    private var tau: Float = 1

    /// - Parameter samples: 1, or a multiple of `Panel.width`
    init(samples: Int, threads: Int) {
        self.samples = samples
        width = samples < Panel.width ? samples : Panel.width
        let panels = samples / width
        let workers = max(1, min(threads, panels))
        let size = PublishedScoreConfiguration.nasbench201, predictor = PublishedPredictorConfiguration()
        let mask = repeatElement(PublishedDenoiser.Mask.lineGraph.matrix(), count: width).flatMap { $0 }
        let width = width
        scores = (0..<workers).map { _ in
            let network = PublishedScoreNetwork(configuration: size, samples: width, sharesTime: true, dropout: 0)
            network.load(mask: mask)
            return network
        }
        predictors = (0..<workers).map { _ in
            let network = PublishedPredictor(configuration: predictor, samples: width, sharesTime: true, dropout: 0)
            network.load(adjacency: mask)
            return network
        }
        scoreWeights = PublishedScoreNetwork.layout(size).initialWeights(seed: 1)
        predictorWeights = PublishedPredictor.layout(predictor).initialWeights(seed: 1)
        let packed = PublishedScoreNetwork.packed(scoreWeights, size)
        for network in scores { network.plan.packed = packed }
        for network in predictors { network.pack(weights: predictorWeights) }
        x = (0..<samples * SearchSpace.usual.layout.vertexDimension).map { Float(($0 * 7919) % 401) / 100 - 2 }
    }

    /// One pass of the score network over all samples.
    func score() {
        Threads.share(samples / width, threads: scores.count) { worker, panel in
            scores[worker].load(x: x[panel * width * entries..<(panel + 1) * width * entries], tau: CollectionOfOne(1))
            scores[worker].forward(weights: scoreWeights)
        }
    }

    /// One pass of the predictor over all samples, and back to the states; at another noise level than the pass before, as in sampling.
    func predictorGradient() {
        tau = 3 - tau
        let tau = tau
        Threads.share(samples / width, threads: predictors.count) { worker, panel in
            let network = predictors[worker]
            network.load(x: x[panel * width * entries..<(panel + 1) * width * entries], tau: CollectionOfOne(tau))
            network.forward(weights: predictorWeights)
            _ = network.inputGradient(weights: predictorWeights)
        }
    }
}
