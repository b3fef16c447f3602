import Architectures
import Diffusion
import Foundation
import Lessons
import Tasks
import TestSupport
import Testing
import Trainer

/// What lessons say in figures and no check of theirs can ask for. A lesson names these tests in its `tested`.
@Suite struct LessonClaimTests {
    static let names = [
        "sixteenAdjacencies", "cellsWithoutPath", "whatNoiseLeaves", "cellsStillPossible", "distinctCells", "smallGoodCells", "sixtyFourPatterns", "twoCellsOnTwoTasks",
    ]

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Assets/lessons").path

    @Test func everyNamedTestIsHere() throws {
        let shelf = LessonShelf(folders: [Self.folder])
        #expect(shelf.lessons.count >= 12 && shelf.faults.isEmpty, "\(shelf.faults)")
        let named = shelf.lessons.flatMap(\.steps).flatMap(\.tests).flatMap { $0.text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } }
        #expect(Set(named) == Set(Self.names), "\(Set(named).symmetricDifference(Self.names))")
    }

    @Test func sixteenAdjacencies() { #expect(Set(Cell.all.map(\.adjacencyMask)).count == 16 && Cell.count == 15_625) }

    @Test func cellsWithoutPath() { #expect(Cell.all.count { $0.adjacencyMask == 0 } == 341) }

    @Test func sixtyFourPatterns() { #expect(SearchSpace.nasbench201.blocks.count == 1 && SearchSpace.nasbench201.blocks[0].patterns.count == 64) }

    /// Five seeds each: without a weight a cell is ahead on a hundred digits, with six convolutions on a thousand shapes.
    @Test func twoCellsOnTwoTasks() throws {
        let cells = try [
            "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|", "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|",
        ]
        .map { try Cell(archString: $0) }
        for (name, figures) in [("digits:images=100,size=8", [(75.0, 4.4), (81.9, 2.5)]), ("shapes:images=1000,size=8,heldout=500", [(86.1, 1.8), (79.5, 1.6)])] {
            let task = try Digits.library.task(named: name)
            let measured = try CellMeasurement.of(cells, settings: TrainingSettings(), training: task.training, validation: task.heldOut, repeats: 5)
            for (cell, figure) in zip(measured, figures) {
                let deviation = try #require(cell.deviation)
                #expect(abs(cell.mean - figure.0) < 0.06 && abs(deviation - figure.1) < 0.06, "\(name), \(cell.cell.archString): \(cell.mean) ± \(deviation)")
            }
        }
    }

    /// Standard normal draws (Box & Muller 1958).
    private static func normals(_ count: Int, _ generator: inout SeededGenerator) -> [Double] {
        (0..<count).map { _ in
            let u = Double.random(in: Double.leastNonzeroMagnitude...1, using: &generator), v = Double.random(in: 0..<1, using: &generator)
            return (-2 * log(u)).squareRoot() * cos(2 * .pi * v)
        }
    }

    /// Of five numbers, one at +1 and four at −1, the largest is the right one with ∫ φ(z) Φ(z + 2/σ)⁴ dz; the posterior does better, by enumeration.
    @Test func whatNoiseLeaves() throws {
        for (sigma, percent) in [(0.5, 99.0), (1, 78), (2, 49), (5, 31), (12, 24)] {
            var sum = 0.0
            for step in -8_000..<8_000 {
                let z = (Double(step) + 0.5) / 1_000
                let below = 0.5 * erfc(-(z + 2 / sigma) / 2.0.squareRoot())
                sum += exp(-z * z / 2) / (2 * Double.pi).squareRoot() * below * below * below * below / 1_000
            }
            #expect(abs(sum * 100 - percent) < 1.01, "σ = \(sigma): \(sum)")
        }
        let bets = Self.bets(sigma: 1, draws: 300)
        #expect(abs(bets.right * 100 - 83) < 3, "\(bets.right)")
    }

    /// e to the posterior's entropy: about 930 cells at σ = 2, more than nine thousand at σ = 5.
    @Test func cellsStillPossible() {
        let (two, five) = (Self.bets(sigma: 2, draws: 200).possible, Self.bets(sigma: 5, draws: 60).possible)
        #expect(abs(two - 930) < 250 && five > 9_000 && five < 10_000, "\(two), \(five)")
    }

    /// Draws cells and noise, and enumerates the posterior over all cells: how often its likeliest operation is the right one, and e to its mean entropy.
    private static func bets(sigma: Double, draws: Int) -> (right: Double, possible: Double) {
        let states = Cell.all.map { $0.state.map(Double.init) }, types = Cell.all.map { $0.nodeTypes.map(\.rawValue) }
        var generator = SeededGenerator(seed: 3)
        var right = 0, entropy = 0.0
        for _ in 0..<draws {
            let code = Int.random(in: 0..<Cell.count, using: &generator)
            let noisy = zip(states[code], normals(66, &generator)).map { $0 + sigma * $1 }
            // ‖x − a‖² differs between cells by −2x·a alone: all entries are ±1.
            var logs = states.map { state in zip(state, noisy).reduce(0) { $0 + $1.0 * $1.1 } / (sigma * sigma) }
            let top = logs.max() ?? 0
            logs = logs.map { exp($0 - top) }
            let sum = logs.reduce(0, +)
            for node in 1..<7 {
                var odds = [Double](repeating: 0, count: 8)
                for (cell, weight) in logs.enumerated() { odds[types[cell][node]] += weight }
                if odds.indices.max(by: { odds[$0] < odds[$1] }) == types[code][node] { right += 1 }
            }
            entropy -= logs.reduce(0) { $1 > 0 ? $0 + $1 / sum * log($1 / sum) : $0 }
        }
        return (Double(right) / Double(6 * draws), exp(entropy / Double(draws)))
    }

    private static func column(_ name: String) throws -> [Double] {
        if name == "params_m" { return try #require(BenchmarkTable.counted(of: .nasbench201)?.columns.first { $0.name == name }?.values) }
        return try #require(try BenchmarkTable.embedded(of: .nasbench201)?.columns.first { $0.name == name }?.values)
    }

    /// Of 512 draws p_i-weighted, Σ 1 − (1 − p_i)^512 are different.
    @Test func distinctCells() throws {
        let scores = NormalScores.of(try Self.column("baseline_accuracy"))
        for (gamma, distinct) in [(0.0, 504.0), (1, 491), (2, 396), (4, 117), (8, 14)] {
            let weights = scores.map { exp(gamma * $0) }, sum = weights.reduce(0, +)
            let expected = weights.reduce(0) { $0 + 1 - pow(1 - $1 / sum, 512) }
            #expect(abs(expected - distinct) < 1.5, "γ = \(gamma): \(expected)")
        }
    }

    @Test func smallGoodCells() throws {
        let (accuracy, size) = (try Self.column("baseline_accuracy"), try Self.column("params_m"))
        #expect(zip(accuracy, size).count { $0 > 93 && $1 < 0.4 } == 43)
    }
}
