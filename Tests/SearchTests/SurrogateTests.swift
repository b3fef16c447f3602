import Architectures
import Foundation
import Search
import Tensors
import Testing

@Suite struct SurrogateTests {
    let space = Figures.space

    /// Cells drawn at random with a smooth figure of theirs.
    private func data(_ count: Int, seed: UInt64) -> (cells: [Architecture], rows: [Float], targets: [Double]) {
        var generator = PhiloxGenerator(seed: seed)
        let cells = (0..<count).map { _ in space.draw(using: &generator) }
        let figures = cells.compactMap(\.cell).map { Double($0.count(of: .conv3x3)) + 0.5 * Double($0.count(of: .skip)) + ($0[3] == .none ? -1.5 : 0) }
        return (cells, space.rows(of: cells), Targets.standardised(figures))
    }

    static let surrogates: [any Surrogate] = [GaussianProcess(), GaussianProcess(trend: nil), MLPEnsemble(steps: 300)]

    @Test(arguments: surrogates.indices) func learnsWhatItHasSeenAndBeyond(_ which: Int) {
        let surrogate = Self.surrogates[which]
        let all = data(260, seed: 5)
        let width = space.features.count
        let fit = surrogate.fit(
            space.features, rows: Array(all.rows[..<(60 * width)]), targets: Array(all.targets[..<60]), seed: 1)
        let predicted = fit.predict(all.rows, count: 260)
        func error(_ range: Range<Int>) -> Double {
            (range.reduce(0) { $0 + pow(predicted[$1].mean - all.targets[$1], 2) } / Double(range.count)).squareRoot()
        }
        #expect(error(0..<60) < 0.2)
        #expect(error(60..<260) < 0.55)  // of figures with a deviation of one
        #expect(predicted.allSatisfy { $0.variance > 0 && $0.variance.isFinite })
    }

    @Test(arguments: surrogates.indices) func probesAgreeWithPredictionsAndTheirSlopesWithDifferences(_ which: Int) {
        let known = data(40, seed: 6), asked = data(5, seed: 7)
        let fit = Self.surrogates[which].fit(space.features, rows: known.rows, targets: known.targets, seed: 2)
        let probe = fit.makeProbe(), width = space.features.count
        let predicted = fit.predict(asked.rows, count: 5)
        for place in 0..<5 {
            var row = Array(asked.rows[place * width..<(place + 1) * width])
            let moments = probe.moments(at: row)
            #expect(abs(moments.mean - predicted[place].mean) < 1e-3)
            #expect(abs(moments.variance - predicted[place].variance) < 1e-3)
            // Between cells, where a state that is still noisy stands.
            for i in row.indices { row[i] = 0.7 * row[i] + 0.1 }
            _ = probe.moments(at: row)
            var gradient = [Float](repeating: 0, count: width)
            probe.gradient(mean: 1.3, variance: -0.8, into: &gradient)
            var generator = PhiloxGenerator(seed: UInt64(place))
            let direction = row.map { _ in Float(generator.uniform() - 0.5) }
            func value(_ step: Float) -> Double {
                let moments = probe.moments(at: zip(row, direction).map { $0 + step * $1 })
                return 1.3 * moments.mean - 0.8 * moments.variance
            }
            let slope = zip(gradient, direction).reduce(0) { $0 + Double($1.0) * Double($1.1) }
            // A step that is short beside the distance to the networks' kinks, and long beside the rounding of a kernel matrix.
            let step: Float = fit.adding(rows: [], targets: []) == nil ? 0.0005 : 0.01
            let difference = (value(step) - value(-step)) / Double(2 * step)
            #expect(abs(slope - difference) < 0.02 * max(1, abs(difference)))
        }
    }

    /// Mean and unbiased variance of the members, each of which is an ensemble of one from a seed of its own.
    @Test func anEnsembleIsItsMembersMeanAndVariance() {
        let known = data(20, seed: 6), asked = data(6, seed: 7)
        func predict(_ members: Int, seed: UInt64) -> [Moments] {
            MLPEnsemble(members: members, width: 8, steps: 20).fit(space.features, rows: known.rows, targets: known.targets, seed: seed)
                .predict(asked.rows, count: 6)
        }
        let whole = predict(3, seed: 40), members = (0..<3 as Range<UInt64>).map { predict(1, seed: 40 &+ $0 &* 0x9E37_79B9_7F4A_7C15) }
        for place in 0..<6 {
            let values = members.map { $0[place].mean }, mean = values.reduce(0, +) / 3
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2
            #expect(abs(whole[place].mean - mean) < 1e-5 && abs(whole[place].variance - variance) < 1e-4 * max(variance, 1e-3))
        }
    }

    /// Knowing more lowers the variance where it is known.
    @Test func believingLowersTheVariance() throws {
        let known = data(30, seed: 8), more = data(1, seed: 99)
        let fit = GaussianProcess().fit(space.features, rows: known.rows, targets: known.targets, seed: 0)
        let before = fit.predict(more.rows, count: 1)[0]
        let after = try #require(fit.adding(rows: more.rows, targets: [before.mean])).predict(more.rows, count: 1)[0]
        #expect(after.variance < before.variance)
        #expect(abs(after.mean - before.mean) < 0.05)
    }

    @Test func theSameFitTwice() {
        let known = data(25, seed: 9)
        for surrogate in Self.surrogates {
            func predict() -> [Moments] {
                surrogate.fit(space.features, rows: known.rows, targets: known.targets, seed: 3).predict(known.rows, count: 25)
            }
            #expect(predict() == predict())
        }
    }

    /// Equal figures, and cells that look alike, are no reason to fail.
    @Test func degenerateDataAreSurvived() throws {
        let cell = Figures.cells[100]
        let rows = space.rows(of: [cell, cell, cell])
        for surrogate in Self.surrogates {
            let fit = surrogate.fit(space.features, rows: rows, targets: [0, 0, 0], seed: 0)
            #expect(fit.predict(rows, count: 3).allSatisfy { abs($0.mean) < 0.5 && $0.variance > 0 })
        }
    }
}
