import Architectures
import Diffusion
import TestSupport
import Testing

/// Where too little becomes enough: the last number that is refused, and the first that is not.
@Suite struct FaultThresholdTests {
    private static func column(_ known: Int, name: String = "speed") -> BenchmarkTable.Column {
        // Known figures stand all over the space.
        .init(of: .nasbench201, name: name, values: (0..<Cell.count).map { $0 * 7_919 % Cell.count < known ? Double($0 % 500) : .nan })
    }

    /// Of 15,625 cells 7,813 are half.
    @Test func halfOfTheSpaceIsNeededForItsTilt() throws {
        #expect(Self.column(7_812).values.count { !$0.isNaN } == 7_812)
        #expect(
            errorText { _ = try TiltedDenoiserTask(columns: [Self.column(7_812)], seed: 1, batch: 16, width: 16, blocks: 1) }
                == "column 'speed' has figures of 7812 architectures; a tilt-conditioned denoiser needs 7813, half of the space: 'dnag train figures' learns the missing ones, and takes tilts by --method conditioned, too"
        )
        #expect(errorText { _ = try TiltedDenoiserTask(columns: [Self.column(7_813)], seed: 1, batch: 16, width: 16, blocks: 1) } == nil)
    }

    private func networks(_ count: Int) -> [Architecture] { RandomNetworks.draw(count, seed: 4).map { Architecture($0) } }

    @Test func aSurrogateNeedsAHundredLabels() throws {
        let networks = networks(120)
        func task(_ known: Int) throws {
            _ = try SurrogateTask(
                of: .mobilenetv3, architectures: networks, property: "top1", labels: networks.indices.map { $0 < known ? Double($0) : .nan }, column: "top1",
                seed: 1, batch: 8, width: 16)
        }
        #expect(
            errorText { try task(99) }
                == "column 'top1' has 99 figures among the architectures trained on; a predictor needs at least 100: bring more, or leave the column out")
        #expect(errorText { try task(100) } == nil)
    }

    /// Those that are fitted to: four fifths, and the validation rows.
    @Test func aSumNeedsAThousandFigures() throws {
        func fit(_ count: Int) throws {
            let networks = networks(count)
            let table = BenchmarkTable(
                name: "t", of: .mobilenetv3, architectures: networks,
                columns: [.init(of: .mobilenetv3, name: "a", values: networks.map { Double($0.nodeTypes.reduce(0, +)) })])
            _ = try AdditiveFit(table, property: "a", seed: 1)
        }
        // A fifth of 1,249 is 249.
        #expect(errorText { try fit(1_249) } == nil)
        #expect(
            errorText { try fit(1_248) }
                == "column 'a' has 999 figures among the architectures trained on; a predictor needs at least 1000: bring more, or leave the column out")
    }

    /// Thirty measured cells are enough for ranks, 14,844 of 15,625 (95 %) for the exact posterior.
    @Test(arguments: [(30, true), (29, false)]) func thirtyCellsAreEnoughForRanks(cells: Int, isEnough: Bool) throws {
        let column = Self.column(14_844)
        let known = column.values.indices.filter { !column.values[$0].isNaN }, missing = column.values.indices.filter { column.values[$0].isNaN }
        let places = Array(known.prefix(cells)) + missing.prefix(5)
        let report = try #require(
            PredictorReport.make(
                ExactPredictor(columns: [column], in: .nasbench201), columns: [column], of: .nasbench201, places: places, sigmas: [1], seed: 1, threads: 1
            ).first)
        #expect(report.cells == cells && report.coversSpace)
        #expect((report.rows[0].spearman != nil) == isEnough && (report.rows[0].exactR2 != nil) == isEnough)
    }

    @Test(arguments: [(14_844, true), (14_843, false)]) func the95thPercentCoversTheSpace(known: Int, covers: Bool) throws {
        let column = Self.column(known)
        let report = try #require(
            PredictorReport.make(
                ExactPredictor(columns: [column], in: .nasbench201), columns: [column], of: .nasbench201,
                places: Array(column.values.indices.filter { !column.values[$0].isNaN }.prefix(40)), sigmas: [1], seed: 1, threads: 1
            ).first)
        #expect(report.coversSpace == covers && (report.rows[0].exactR2 != nil) == covers)
        #expect(report.rows[0].spearman != nil)
    }
}
