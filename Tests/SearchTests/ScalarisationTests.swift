import Search
import Testing

/// ParEGO's scalarisation (Knowles 2006): −(max_k λ_k·s_k + 0.05·Σ λ_k·s_k) of the shortfalls s from the best observed, in units of the range, with weights λ
/// drawn uniformly from those that sum to one. The weights show in targets of what falls short in one term alone.
@Suite struct ScalarisationTests {
    private static func objective() throws -> Objective {
        try Objective(
            [.init(column: "a", weight: 1), .init(column: "b", weight: -2), .init(column: "c", weight: 0.5)], kind: .front)
    }

    /// Figures with these shortfalls: a from 30 down to 10, b from 1 up to 5, c from 8 down to −2.
    private static func figures(_ shortfalls: [Double]) -> [Double] { [30 - 20 * shortfalls[0], 1 + 4 * shortfalls[1], 8 - 10 * shortfalls[2]] }

    private static func targets(_ shortfalls: [[Double]], seed: UInt64) throws -> [Double] {
        let cells = shortfalls.indices.map { Figures.cells[$0 * 500] }
        let history = History(zip(cells, shortfalls).map { Observation($0, values: figures($1)) })
        return try objective().targets(of: history, seed: seed)
    }

    private static let corners: [[Double]] = [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]]

    @Test(arguments: 1...6 as ClosedRange<UInt64>) func theAugmentedNormOfTheShortfalls(seed: UInt64) throws {
        let others: [[Double]] = [[0.3, 0.5, 0.2], [0.9, 0.1, 0.4], [0.25, 0.25, 0.25], [0, 0.6, 0.7]]
        let found = try Self.targets(Self.corners + others, seed: seed)
        let weights = found[1...3].map { -$0 / 1.05 }
        #expect(found[0] == 0 && weights.allSatisfy { $0 > 0 })
        #expect(abs(weights.reduce(0, +) - 1) < 1e-12)
        for (shortfalls, target) in zip(Self.corners + others, found) {
            let parts = zip(weights, shortfalls).map { $0 * $1 }
            #expect(abs(target + (parts.max() ?? 0) + 0.05 * parts.reduce(0, +)) < 1e-12)
        }
    }

    /// The sum tells apart what the largest shortfall alone would not.
    @Test func whatIsDominatedIsWorse() throws {
        let found = try Self.targets(Self.corners + [[0.5, 0.5, 0.5], [0.5, 0.5, 0.4], [0.5, 0.4, 0.5], [0.4, 0.5, 0.5]], seed: 9)
        for better in found[6...] { #expect(better > found[5]) }
    }

    /// Uniform on the simplex: E[λ] = 1/3, E[λ²] = 1/6, P(λ > ½) = ¼; another round draws others.
    @Test func weightsAreUniform() throws {
        let draws = try (0..<2_000 as Range<UInt64>).map { try Self.targets(Self.corners, seed: $0)[1...3].map { -$0 / 1.05 } }
        let n = Double(draws.count)
        for term in 0..<3 {
            let values = draws.map { $0[term] }
            #expect(abs(values.reduce(0, +) / n - 1 / 3.0) < 4 * (1 / 18.0 / n).squareRoot())
            #expect(abs(values.reduce(0) { $0 + $1 * $1 } / n - 1 / 6.0) < 0.02)
            #expect(abs(Double(values.count { $0 > 0.5 }) / n - 0.25) < 4 * (0.1875 / n).squareRoot())
        }
        let later = try Self.targets(Self.corners + [[0.5, 0.5, 0.5]], seed: 0)[1...3].map { -$0 / 1.05 }
        #expect(later != draws[0])
    }

    @Test func whatFailedHasNoTargetAndNoPartInTheRange() throws {
        let cells = (0..<6).map { Figures.cells[$0 * 500] }
        let values = Self.corners.map(Self.figures) + [[.nan, 900, .nan]]
        // b of 900 is a figure, though: it is the range's end.
        let found = try Self.objective().targets(of: History(zip(cells, values).map { Observation($0, values: $1) }), seed: 3)
        #expect(found[5].isNaN && found[..<5].allSatisfy(\.isFinite))
        #expect(abs(found[2] / (-1.05 * (1 + found[1] / 1.05 + found[3] / 1.05)) - 4 / 899) < 1e-9)
    }
}
