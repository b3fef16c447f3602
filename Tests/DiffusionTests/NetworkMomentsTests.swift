import Architectures
import Diffusion
import Platform
import Tensors
import Testing

@Suite struct NetworkMomentsTests {
    /// What training aims at, averaged over its own draws, against plain averages over networks drawn from the posterior.
    @Test(arguments: [0.6, 1.5, 4]) func targetsHaveTheRightExpectation(sigma: Double) throws { try check(try NetworkSurrogates.targets(), sigma: sigma) }

    /// The same where the residual goes up with the sum, so that much of the variance is their covariance.
    @Test(arguments: [1.5, 4]) func targetsHaveTheRightExpectationWhereResidualsGoWithTheSum(sigma: Double) throws {
        let targets = FactoredTargets(try NetworkSurrogates.aligned(), additive: try FactoredProperty.analytic())
        let networks = RandomNetworks.draw(2_000, seed: 3), residuals = targets.surrogate.residuals(of: networks)
        let sums = networks.map { targets.surrogate.additive.value(of: $0) }
        #expect(Statistics.pearson(residuals, sums) > 0.5)
        try check(targets, sigma: sigma)
    }

    private func check(_ targets: FactoredTargets, sigma: Double) throws {
        var random = PhiloxGenerator(seed: 5, stream: UInt32(10 * sigma))
        let x = NetworkPosteriorTests.state(&random, sigma: sigma)
        let others = targets.properties.count - 2, direction = PropertyDirection(properties: [0, others], coefficients: [1.2, -0.8])
        // The truth, by draws.
        let posterior = FactoredPosterior(of: .mobilenetv3)
        posterior.condition(on: x, sigma: sigma)
        let draws = 20_000
        let networks = (0..<draws).map { _ in posterior.network(&random) }
        let tops = networks.isEmpty ? [] : targets.surrogate.measured(networks)
        let labels = targets.surrogate.labelled(networks)
        let scores = networks.indices.map { n -> [Double] in
            let own = others == 2 ? [tops[n], labels[n]] : [tops[n]]
            let natural = own + targets.properties[own.count...].map { $0.figure.value(of: networks[n]) }
            return zip(natural, targets.properties).map { ($0 - $1.mean) / $1.deviation }
        }
        func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
            let mean = values.reduce(0, +) / Double(draws)
            return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(draws))
        }
        var truth = targets.properties.indices.map { p in moments(scores.map { $0[p] }) }
        truth.append(moments(scores.map { 1.2 * $0[0] - 0.8 * $0[others] }))
        // What training is shown: many estimates of four draws each, of variance + (mean − μ)² for a μ of its own.
        let rounds = 600
        let shown = FactoredMoments(targets, seed: 8, samples: rounds)
        shown.use([direction])
        for index in 0..<rounds { shown.condition(index, on: x, sigma: sigma, step: 1, sample: index) }
        shown.compute()
        for p in truth.indices {
            let mu = truth[p].mean + 0.3
            var (mean, square) = (0.0, 0.0)
            for index in 0..<rounds {
                let found = p < targets.properties.count ? shown.moments(index, property: p) : shown.moments(index, direction: 0)
                let estimate = try #require(found)
                mean += Double(estimate.mean) / Double(rounds)
                square += (Double(estimate.variance) + pow(Double(estimate.mean) - mu, 2)) / Double(rounds)
            }
            let deviation = truth[p].variance.squareRoot()
            #expect(abs(mean - truth[p].mean) < 0.05 * deviation + 0.002, "mean of \(p)")
            #expect(abs(square - truth[p].variance - 0.09) < 0.06 * truth[p].variance + 0.06 * deviation + 0.002, "square of \(p)")
        }
    }

    /// Sums over layers need no draws: their moments are the exact predictor's, every time.
    @Test func sumsAreInClosedForm() throws {
        let targets = try NetworkSurrogates.targets()
        var random = PhiloxGenerator(seed: 6)
        let x = NetworkPosteriorTests.state(&random, sigma: 1)
        let exact = predict(FactoredPredictor(try FactoredProperty.analytic(), in: .mobilenetv3), [x], sigma: 1)[0]
        let shown = FactoredMoments(targets, seed: 1, samples: 1)
        shown.condition(0, on: x, sigma: 1, step: 0, sample: 0)
        shown.compute()
        for p in 0..<2 {
            let found = try #require(shown.moments(0, property: p + 2))
            #expect(abs(found.mean - exact.means[p]) < 1e-5 && abs(found.variance - exact.variances[p]) < 1e-5)
        }
    }

    @Test func scoresAreStandardOverTheSpace() throws {
        let targets = try NetworkSurrogates.targets()
        let networks = RandomNetworks.draw(8_000, seed: 99)
        let tops = targets.surrogate.measured(networks)
        let scores = tops.map { ($0 - targets.properties[0].mean) / targets.properties[0].deviation }
        let mean = scores.reduce(0, +) / 8_000, square = scores.reduce(0) { $0 + $1 * $1 } / 8_000
        #expect(abs(mean) < 0.05 && abs(square - 1) < 0.06)
        #expect(targets.properties.map(\.info.name) == ["imagenet_top1", "imagenet_top1_surrogate", "params_m", "macs_m"])
        #expect(abs(targets.properties[0].scale.value(at: 1) - targets.properties[0].mean - targets.properties[0].deviation) < 1e-6)
    }

    @Test func trainingDoesNotDependOnThreads() throws {
        let task = PredictorTask(targets: try NetworkSurrogates.targets(), seed: 2, batch: 8)
        let weights = [1, 3].map { threads -> [Float] in
            let trainer = Trainer(
                task, settings: Trainer.Settings(steps: 2, validationEvery: 100, threads: threads),
                optimizer: Optimizer(weights: task.layout.initialWeights(seed: 4)))
            while !trainer.isFinished { _ = trainer.step() }
            return trainer.optimizer.weights
        }
        #expect(weights[0] == weights[1] && weights[0] != task.layout.initialWeights(seed: 4))
        let predictor = task.predictor(weights: weights[0])
        #expect(predictor.space == .mobilenetv3 && predictor.properties.count == 4)
    }
}
