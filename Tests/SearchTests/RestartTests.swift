import Architectures
import Diffusion
import Foundation
import Search
import Testing

/// The noise that guided searches restart from, seen by the denoiser.
@Suite struct RestartTests {
    /// The exact denoiser of cells, which remembers what it was asked.
    private final class Log: @unchecked Sendable {
        var calls: [(sigma: Double, states: [Float])] = []
    }

    private struct Watched: Denoiser {
        let own = ExactDenoiser(of: .nasbench201)
        let log: Log
        var space: SearchSpace { own.space }
        func makeWorker() -> any DenoiserWorker { Worker(own.makeWorker(), log) }

        private final class Worker: DenoiserWorker {
            private let own: any DenoiserWorker
            private let log: Log
            init(_ own: any DenoiserWorker, _ log: Log) { (self.own, self.log) = (own, log) }
            func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
                log.calls.append((sigma, Array(x)))
                own.denoise(x, sigma: sigma, into: mean)
            }
        }
    }

    private func calls(restartSigma: Double, _ history: History) throws -> [(sigma: Double, states: [Float])] {
        let log = Log()
        // Two parents: sample n starts from the best observed where n is even, from the most promising where n is odd.
        let settings = GuidedSettings(
            denoiser: Watched(log: log), count: 8, steps: 3, refinementSteps: 4, refinements: 2, restartSigma: restartSigma, parents: 2, gamma: 1,
            place: .state)
        let strategy = ModelStrategy(
            "guided", source: .guided(settings), surrogate: LinearSurrogate(weights: (0..<30).map { Double($0 % 5) }), acquisition: .exploit)
        _ = try strategy.propose(1, for: try Figures.problem().problem, after: history, seed: 6)
        return log.calls
    }

    /// Steps from noise go down from 12, those of a refinement from `restartSigma`, all to 0.2 and even in σ^(1/7).
    @Test(arguments: [0.5, 1, 3]) func refinementsGoDownFromRestartSigma(sigma: Double) throws {
        func levels(_ top: Double, _ count: Int) -> [Double] {
            (0..<count).map { pow(pow(top, 1 / 7.0) + Double($0) / Double(count - 1) * (pow(0.2, 1 / 7.0) - pow(top, 1 / 7.0)), 7) }
        }
        let found = try calls(restartSigma: sigma, try Figures.history(10)).map(\.sigma)
        let truth = levels(12, 3) + levels(sigma, 4) + levels(sigma, 4)
        #expect(found.count == truth.count)
        for (one, other) in zip(found, truth) { #expect(abs(one - other) < 1e-9) }
    }

    /// A refinement's first states are the best cell's with noise of that deviation.
    @Test(arguments: [0.5, 1, 3]) func restartsAreNoisedThatFar(sigma: Double) throws {
        let history = try Figures.history(10)
        let best = try #require(history.observations.max { $0.values[0] < $1.values[0] }).architecture.state.map(Double.init)
        for first in [3, 7] {
            let states = try #require(try calls(restartSigma: sigma, history).map(\.states)[first...].first)
            let noise = [0, 2, 4, 6].flatMap { slot in (0..<66).map { (Double(states[slot * 66 + $0]) - best[$0]) / sigma } }
            let n = Double(noise.count)
            // Four standard deviations of a mean and of a mean square.
            #expect(abs(noise.reduce(0, +) / n) < 4 / n.squareRoot())
            #expect(abs(noise.reduce(0) { $0 + $1 * $1 } / n - 1) < 4 * (2 / n).squareRoot())
        }
    }
}
