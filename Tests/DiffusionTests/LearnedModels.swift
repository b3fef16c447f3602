import Architectures
import Diffusion
import Tensors

/// Networks with random weights: nothing in them is zero or one, so that every path counts.
enum LearnedModels {
    static func denoiser(seed: UInt64 = 1) -> LearnedDenoiser {
        let task = DenoiserTask(of: .nasbench201, seed: seed, batch: 8)
        return task.denoiser(weights: stirred(task.layout, seed: seed), about: ["note": "random"])
    }

    static func predictor(seed: UInt64 = 1) throws -> LearnedPredictor {
        let columns = [try Figures.accuracy(), try Figures.column("analog_accuracy")]
        let targets = try PropertyTargets(columns: columns, split: PlaceSplit(of: .nasbench201, seed: seed))
        let task = PredictorTask(targets: targets, seed: seed, batch: 8)
        return task.predictor(weights: stirred(task.layout, seed: seed), about: ["note": "random"])
    }

    static func tilted(seed: UInt64 = 1) throws -> TiltedDenoiser {
        let columns = [try Figures.accuracy(), try Figures.column("analog_accuracy")]
        let task = try TiltedDenoiserTask(columns: columns, seed: seed, batch: 16, width: 48, blocks: 2)
        return task.denoiser(weights: stirred(task.layout, seed: seed, by: 0.2), about: ["note": "random"])
    }

    static func cells(seed: UInt64 = 1, width: Int = 24) throws -> ListedPredictor {
        let columns = [try Figures.accuracy(), try Figures.column("analog_accuracy"), try Figures.column("analog_drift_60")]
        let targets = try PropertyTargets(columns: columns, split: PlaceSplit(of: .nasbench201, seed: seed))
        let task = ListedTask(targets: targets, seed: seed, batch: 16, width: width, blocks: 2)
        return task.predictor(weights: stirred(task.layout, seed: seed, by: 0.3), about: ["note": "random"])
    }

    private static func stirred(_ layout: ParameterLayout, seed: UInt64, by size: Float = 0.03) -> [Float] {
        var generator = PhiloxGenerator(seed: seed, stream: 99)
        return layout.initialWeights(seed: seed).map { $0 + size * Float(generator.normal()) }
    }
}
