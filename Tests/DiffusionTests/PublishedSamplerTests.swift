import Diffusion
import Foundation
import Published
import Tensors
import Testing

@Suite struct PublishedSamplerTests {
    private let samples = 3, entries = 5

    private func draws(_ seed: UInt64) -> (x: [Float], score: [Float], noise: [Float]) {
        var generator = PhiloxGenerator(seed: seed)
        let count = samples * entries
        return (generator.normals(count), generator.normals(count), generator.normals(count))
    }

    private func part(_ values: [Float], _ sample: Int) -> [Float] {
        Array(values[sample * entries..<(sample + 1) * entries])
    }

    private func langevin(
        _ x: [Float], _ score: [Float], _ noise: [Float], _ norm: PublishedSampler.Norm, samples: Int
    ) -> PublishedSampler.Moved {
        PublishedSampler.langevin(x, score: score, noise: noise, ratio: 0.16, factor: 1, norm: norm, samples: samples)
    }

    /// With its own norms a sample goes where it would go alone; with the batch's it does not.
    @Test func normsOfTheirOwnMakeSamplesIndependent() {
        let (x, score, noise) = draws(1)
        let own = langevin(x, score, noise, .perSample, samples: samples)
        let shared = langevin(x, score, noise, .batchMean, samples: samples)
        for sample in 0..<samples {
            let alone = langevin(part(x, sample), part(score, sample), part(noise, sample), .batchMean, samples: 1)
            #expect(part(own.states, sample) == alone.states)
            #expect(part(shared.states, sample) != alone.states)
        }
    }

    /// ‖noise part‖/‖score part‖ of a Langevin step is 1/snr: that is what snr means.
    @Test func theSignalToNoiseRatio() {
        let (x, score, noise) = draws(2)
        let moved = langevin(x, score, noise, .perSample, samples: samples)
        for sample in 0..<samples {
            let pull = norm(zip(part(moved.means, sample), part(x, sample)).map { Double($0 - $1) })
            let push = norm(zip(part(moved.states, sample), part(moved.means, sample)).map { Double($0 - $1) })
            // pull = a‖s‖, push = √(2a)‖z‖, and a = 2(r‖z‖/‖s‖)² make pull/push = r.
            #expect(abs(pull / push - 0.16) < 1e-4)
        }
    }

    @Test func aScoreOfNothingMovesNothing() {
        let (x, _, noise) = draws(3)
        let still = [Float](repeating: 0, count: x.count)
        #expect(langevin(x, still, noise, .batchMean, samples: samples).states == x)
        #expect(langevin(x, still, noise, .perSample, samples: samples).states == x)
    }

    /// Data of one point, whose score −(x − αm)/σ² is known at every t: each sampler must bring noise to it, whatever the SDE.
    @Test(arguments: PublishedSDETests.all, PublishedTrajectory.Predictor.allCases.filter { $0 != .none })
    func aSinglePointIsFound(sde: SDE, predictor: PublishedTrajectory.Predictor) {
        let point: [Float] = [1, -1, -1, 1, -1], steps = 1000, count = samples * entries
        var generator = PhiloxGenerator(seed: 7)
        let start = generator.normals(count).map { Float(sde.deviation(1)) * $0 }
        let noise = generator.normals(steps * count)
        let times = (0..<steps).map { 1 - Double($0) * (1 - 1e-3) / Double(steps - 1) }
        let run = PublishedTrajectory(sde: sde, predictor: predictor, corrector: .none, samples: samples)
        let moved = run.run(
            times: times, draws: .init(start: start, corrector: noise, predictor: noise)
        ) { x, t in
            let alpha = Float(sde.meanCoefficient(t)), variance = Float(pow(sde.deviation(t), 2))
            return x.indices.map { (alpha * point[$0 % point.count] - x[$0]) / variance }
        }
        let last = moved.means.suffix(count)
        let error = zip(last, 0...).map { abs(Double($0 - point[$1 % point.count])) }.max() ?? .infinity
        // What noise is left at the end: σmin for VE (0.1, and the flow keeps it), about 0.01 for VP, less for sub-VP.
        #expect(error < 0.35, "\(error)")
        #expect(moved.states.count == steps * count)
    }

    @Test func theCorrectorDrawsItsOwnNoise() {
        var generator = PhiloxGenerator(seed: 9)
        let count = samples * entries
        let start = generator.normals(count), first = generator.normals(2 * count), second = generator.normals(2 * count)
        let run = PublishedTrajectory(
            sde: .ve(sigmaMin: 0.1, sigmaMax: 5), predictor: .none, corrector: .langevin, norm: .perSample,
            samples: samples)
        let score: ([Float], Double) -> [Float] = { x, t in x.map { -$0 } }
        let moved = run.run(
            times: [1, 0.5], draws: .init(start: start, corrector: first, predictor: second), score: score)
        var x = start
        for step in 0..<2 {
            x =
                langevin(
                    x, score(x, 0), Array(first[step * count..<(step + 1) * count]), .perSample, samples: samples
                ).states
            #expect(Array(moved.states[step * count..<(step + 1) * count]) == x)
        }
    }
}
