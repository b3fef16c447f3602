import Architectures
import Diffusion
import Search
import Tensors
import Testing

@Suite struct AcquisitionGuidanceTests {
    private func predictor(_ acquisition: Acquisition, constraints: [String] = []) throws -> AcquisitionPredictor {
        let (problem, table) = try Figures.problem(["baseline_accuracy"], constraints: constraints)
        let columns = try problem.objective.columns.map(table.column)
        let history = History(
            try Figures.history(30).observations.map { Observation($0.architecture, values: table.values(columns, of: $0.architecture)) })
        let model = try #require(
            AcquisitionModel(problem, history: history, surrogate: GaussianProcess(), acquisition: acquisition, seed: 4))
        return AcquisitionPredictor(model, features: problem.space.features, layout: problem.space.layout, seed: 4)
    }

    /// The gradient of the log tilt at noisy states and at clean estimates is its difference quotient.
    @Test(arguments: [1.5, 0.6, SampleRun.cleanSigma]) func gradientIsTheSlopeOfTheLogTilt(sigma: Double) throws {
        let cases: [(Acquisition, [String])] = [
            (.expectedImprovement, []), (.upperBound(beta: 2), ["ptq_accuracy>80"]), (.thompson, []), (.improvementProbability, []),
        ]
        for (acquisition, constraints) in cases {
            let worker = try predictor(acquisition, constraints: constraints).makeWorker()
            var generator = PhiloxGenerator(seed: 8)
            func buffer(_ count: Int) -> PanelBuffer {
                let buffer = PanelBuffer.allocate(capacity: count)
                buffer.initialize(repeating: 0)
                return buffer
            }
            let x = buffer(8 * 66), gradient = buffer(8 * 66), means = buffer(8), variances = buffer(8), tilt = buffer(8)
            defer { for buffer in [x, gradient, means, variances, tilt] { buffer.deallocate() } }
            // Clean estimates lie within ±1.
            for i in 0..<8 * 66 { x[i] = Float(1.6 * generator.uniform() - 0.8) }
            worker.predict(x, sigma: sigma, means: means, variances: variances)
            worker.tiltGradient([2], order: .first, into: gradient)
            let direction = (0..<66).map { _ in Float(generator.uniform() - 0.5) }
            let slopes = (0..<8).map { slot in (0..<66).reduce(0.0) { $0 + Double(gradient[slot * 66 + $1] * direction[$1]) } }
            func tilts(_ step: Float) -> [Double] {
                for i in 0..<8 * 66 { x[i] += step * direction[i % 66] }
                worker.predict(x, sigma: sigma, means: means, variances: variances)
                worker.logTilt([2], order: .first, into: tilt)
                for i in 0..<8 * 66 { x[i] -= step * direction[i % 66] }
                return tilt.map(Double.init)
            }
            let (up, down) = (tilts(0.01), tilts(-0.01))
            for slot in 0..<8 {
                let difference = (up[slot] - down[slot]) / 0.02
                #expect(abs(slopes[slot] - difference) < 0.03 * max(1, abs(difference)), "\(acquisition) slot \(slot)")
            }
        }
    }

    /// At a clean cell the log tilt is the acquisition of that cell.
    @Test func aCellIsWorthItsAcquisition() throws {
        let predictor = try predictor(.expectedImprovement)
        let (problem, _) = try Figures.problem()
        let cells = stride(from: 500, to: 15_000, by: 1_900).map { Figures.cells[$0] }
        let scores = CleanPredictions.scores(cells.map(\.state), by: predictor)
        let model = try #require(
            AcquisitionModel(
                problem, history: try Figures.history(30), surrogate: GaussianProcess(), acquisition: .expectedImprovement, seed: 4))
        let truth = model.expectations(problem.space.rows(of: cells), count: cells.count, draws: cells.map { _ in 0 })
        for (score, expectation) in zip(scores, truth) {
            #expect(abs(Double(score[0]) - expectation.acquisition) < 0.02 * max(1, abs(expectation.acquisition)))
        }
    }

    /// Guided candidates reach a higher acquisition than as many unguided ones, round after round.
    @Test func guidanceFindsWhatTheAcquisitionLikes() throws {
        let (problem, _) = try Figures.problem()
        let denoiser = try Figures.denoiser()
        func best(_ gamma: Double, _ seed: UInt64) throws -> Double {
            let settings = GuidedSettings(denoiser: denoiser, refinements: 0, gamma: gamma)
            let strategy = ModelStrategy(
                "guided", source: .guided(settings), surrogate: GaussianProcess(), acquisition: .expectedImprovement)
            let proposal = try strategy.propose(1, for: problem, after: try Figures.history(25, seed: seed), seed: seed)
            return try #require(proposal.expectations.first).acquisition
        }
        let gains = try (0..<5).map { try best(8, UInt64($0)) - best(0, UInt64($0)) }
        #expect(gains.reduce(0, +) / 5 > 0.3)
        #expect(gains.count { $0 >= 0 } >= 4)
    }
}
