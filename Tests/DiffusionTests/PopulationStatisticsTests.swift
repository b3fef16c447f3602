import Architectures
import Diffusion
import Foundation
import Tensors
import Testing

/// What is counted of a population, against counting by hand.
@Suite struct PopulationStatisticsTests {
    private static func figures(_ stream: UInt32) -> [Double] {
        var random = PhiloxGenerator(seed: 5, stream: stream)
        return (0..<Cell.count).map { $0 % 50 == 7 ? .nan : 6 * random.uniform() - 3 }
    }

    @Test func severalTiltsAndAnAimAreTheProductOfTheirWeights() {
        let (a, b, c) = (Self.figures(1), Self.figures(2), [Double](repeating: 0.5, count: Cell.count))
        let found = GuidedDistribution(
            [
                .init(scores: a, tilt: 1.5), .init(scores: b, tilt: -0.5, aim: (target: 0.25, strength: 3)), .init(scores: c, tilt: 2),
            ], count: Cell.count)
        let weights = (0..<Cell.count).map { code -> Double in
            guard !a[code].isNaN, !b[code].isNaN else { return 0 }
            return exp(1.5 * a[code]) * exp(-0.5 * b[code]) * exp(-1.5 * pow(b[code] - 0.25, 2)) * exp(1)
        }
        let total = weights.reduce(0, +)
        for code in stride(from: 0, to: Cell.count, by: 101) {
            #expect(abs(found.probabilities[code] - weights[code] / total) < 1e-12)
        }
        #expect(abs(found.probabilities.reduce(0, +) - 1) < 1e-9)
        let mean = (0..<Cell.count).reduce(0) { weights[$1] > 0 ? $0 + weights[$1] / total * a[$1] : $0 }
        #expect(abs(found.moments(a).mean - mean) < 1e-9)
        let square = (0..<Cell.count).reduce(0) { weights[$1] > 0 ? $0 + weights[$1] / total * pow(a[$1] - mean, 2) : $0 }
        #expect(abs(found.moments(a).deviation - square.squareRoot()) < 1e-9)
    }

    @Test func oneTiltIsTheTiltedDistribution() {
        let scores = Self.figures(3)
        let one = GuidedDistribution([.init(scores: scores, tilt: -2)], count: Cell.count)
        let other = TiltedDistribution(scores: scores, gamma: -2)
        #expect(zip(one.probabilities, other.probabilities).allSatisfy { abs($0 - $1) < 1e-15 })
    }

    @Test func withoutAnyFigureNothingIsClaimed() {
        let none = GuidedDistribution([.init(scores: [Double](repeating: .nan, count: Cell.count), tilt: 1)], count: Cell.count)
        #expect(none.probabilities.allSatisfy { $0 == 0 })
        #expect(none.moments(Self.figures(1)).mean.isNaN)
    }

    @Test func expectedUniquenessOfUniformDrawsIsTheirClosedForm() {
        let uniform = GuidedDistribution([], count: Cell.count)
        for draws in [1, 64, 1024] {
            let cells = Double(Cell.count)
            let expected = cells * (1 - pow(1 - 1 / cells, Double(draws))) / Double(draws)
            #expect(abs(uniform.expectedUniqueness(draws: draws) - expected) < 1e-9)
        }
        #expect(uniform.expectedUniqueness(draws: 0).isNaN)
    }

    @Test func binsHoldWhatFallsIntoThem() {
        let bins = ScoreBins(-1...1, count: 4)
        #expect(bins.index(of: .nan) == nil)
        #expect([-9, -1, -0.51, -0.5, -0.01, 0, 0.5, 0.99, 1, 7].map { bins.index(of: $0) } == [0, 0, 0, 1, 1, 2, 3, 3, 3, 3])
        #expect(bins.index(of: .infinity) == 3)
        #expect(bins.shares([-2, -0.2, 0.1, .nan, 0.3]) == [0.25, 0.25, 0.5, 0])
        #expect(bins.shares([]) == [0, 0, 0, 0])
        #expect(bins.probabilities([-2, -0.2, 0.1, .nan], weights: [0.1, 0.2, 0.1, 0.6]).map { ($0 * 1e9).rounded() / 1e9 } == [0.25, 0.5, 0.25, 0])
    }

    @Test func totalVariationIsHalfTheDistance() {
        #expect(TotalVariation.distance([0.5, 0.5, 0], [0, 0.5, 0.5]) == 0.5)
        #expect(TotalVariation.distance([1, 0], [0, 1]) == 1)
    }

    /// The closed form against the binomial distribution summed term by term.
    @Test(arguments: [1, 2, 7, 64, 333]) func theFloorIsTheExpectedDistance(draws: Int) {
        let probabilities = [0.5, 0.003, 0.197, 0, 0.1, 0.2]
        let n = Double(draws)
        var expected = 0.0
        for p in probabilities where p > 0 {
            var mass = pow(1 - p, n)
            for count in 0...draws {
                expected += mass * abs(Double(count) / n - p) / 2
                mass *= (n - Double(count)) / Double(count + 1) * p / (1 - p)
            }
        }
        #expect(abs(TotalVariation.floor(probabilities, draws: draws) - expected) < 1e-10)
        #expect(TotalVariation.floor([1, 0], draws: draws) == 0)
        #expect(TotalVariation.floor(probabilities, draws: 0).isNaN)
    }

    @Test(arguments: [(true, true), (true, false), (false, true), (false, false)], [1, 2, 3] as [UInt32])
    func theFrontIsWhatNothingBeats(directions: (x: Bool, y: Bool), stream: UInt32) {
        var random = PhiloxGenerator(seed: 8, stream: stream)
        // Few values, so that there are ties and equal points.
        let points = (0..<200).map { i -> (x: Double, y: Double) in
            let x = (random.uniform() * 9).rounded(), y = (random.uniform() * 9).rounded()
            return i % 40 == 3 ? (.nan, y) : i % 40 == 4 ? (x, .nan) : (x, y)
        }
        let front = ParetoFront.places(of: points, higherXIsBetter: directions.x, higherYIsBetter: directions.y)
        func beats(_ a: (x: Double, y: Double), _ b: (x: Double, y: Double)) -> Bool {
            let dx = directions.x ? a.x - b.x : b.x - a.x, dy = directions.y ? a.y - b.y : b.y - a.y
            return dx >= 0 && dy >= 0 && (dx > 0 || dy > 0)
        }
        let expected = points.indices.filter { place in
            !points[place].x.isNaN && !points[place].y.isNaN && !points.contains { beats($0, points[place]) }
        }
        #expect(Set(front) == Set(expected) && front.count == expected.count)
        for (one, next) in zip(front, front.dropFirst()) where points[one] != points[next] {
            #expect(directions.x ? points[one].x > points[next].x : points[one].x < points[next].x)
        }
        #expect(ParetoFront.places(of: [], higherXIsBetter: true, higherYIsBetter: true).isEmpty)
    }
}
