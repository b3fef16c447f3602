import Architectures
import Diffusion
import Tensors
import Testing

@Suite struct PredictorReportTests {
    private let codes = Array(stride(from: 3, to: Cell.count, by: 473))  // 34 cells: five panels, one not full
    private let sigmas = [0.06, 0.5, 1.5]

    private func columns() throws -> [BenchmarkTable.Column] {
        [try Figures.column("analog_accuracy"), try Figures.accuracy()]
    }

    /// A predictor that always says the same.
    private struct Constant: Predictor {
        let properties = ["baseline_accuracy", "unheard_of"].map(PropertyInfo.named)
        let scales = [PropertyScale(of: [0]), PropertyScale(of: [0])]
        func makeWorker() -> any PredictorWorker { Worker() }

        private final class Worker: PredictorWorker {
            func predict(_ x: PanelBuffer, sigma: Double, means: PanelBuffer, variances: PanelBuffer) {
                means.update(repeating: 0.25)
                variances.update(repeating: 0.5)
            }
            func tiltGradient(_ tilts: [Float], order: GuidanceOrder, into gradient: PanelBuffer) {}
            func logTilt(_ tilts: [Float], order: GuidanceOrder, into values: PanelBuffer) {}
            func pullback(means: PanelBuffer, variances: PanelBuffer, into gradient: PanelBuffer) {}
        }
    }

    @Test func theExactPredictorIsExact() throws {
        let columns = try columns()
        let reports = PredictorReport.make(
            ExactPredictor(columns: columns.reversed(), in: .nasbench201), columns: columns, of: .nasbench201, places: codes, sigmas: sigmas, seed: 4, threads: 2)
        #expect(reports.map(\.property) == ["baseline_accuracy", "analog_accuracy"])  // the predictor's order
        for report in reports {
            #expect(report.rows.map(\.sigma) == sigmas)
            for row in report.rows { #expect(abs(try #require(row.exactR2) - 1) < 1e-6) }
            #expect(try #require(report.rows[0].spearman) > 0.999)  // at σ = 0.06 the cell is known
            #expect(report.rows[0].varianceR2 == nil)
            #expect(abs((report.rows[2].varianceR2 ?? 0) - 1) < 1e-6)
            #expect(try #require(report.rows[2].spearman) < 0.999)
            #expect(report.cells == codes.count && report.coversSpace)
        }
    }

    /// Worked out with the brute-force posterior on the same noise (stage 0xE7, a step a level).
    @Test func figuresOfAConstantPredictor() throws {
        let report = try #require(
            PredictorReport.make(
                Constant(), columns: try columns(), of: .nasbench201, places: codes, sigmas: sigmas, seed: 4, threads: 1
            ).first)
        #expect(report.property == "baseline_accuracy")
        let scores = NormalScores.of(try Figures.accuracy().values)
        for (level, sigma) in sigmas.enumerated() {
            let moments = try codes.enumerated().map { sample, code in
                var noise = [Float](repeating: 0, count: 66)
                noise.withUnsafeMutableBufferPointer {
                    NoiseSource(seed: 4).normals(into: $0, sample: UInt32(sample), step: UInt32(level), stage: 0xE7)
                }
                let clean = try #require(Cell(code: code)).state
                let x = zip(clean, noise).map { Double($0) + sigma * Double($1) }
                return BruteForcePosterior(x, sigma: sigma).moments(scores)
            }
            let means = moments.map(\.mean), variances = moments.map(\.variance)
            let r2 = Statistics.r2(means.map { _ in 0.25 }, of: means)
            #expect(abs(try #require(report.rows[level].exactR2) - r2) < 1e-3 * abs(r2))
            #expect(report.rows[level].spearman == nil)  // a constant has no ranks
            if let found = report.rows[level].varianceR2 {
                let truth = Statistics.r2(variances.map { _ in 0.5 }, of: variances)
                #expect(abs(found - truth) < 1e-3 * abs(truth))
            } else {
                #expect(variances.reduce(0, +) / Double(variances.count) < 0.01)
            }
        }
    }

    /// Of 300 measured cells sixty-odd are asked about: ranks can be told, the exact posterior over the space cannot. Of ten nothing can.
    @Test(arguments: [300, 10])
    func figuresAreOfTheMeasuredCells(count: Int) throws {
        let whole = try #require(try columns().first), measured = Set(codes.prefix(count / 5) + (0..<count - count / 5).map { $0 * 17 })
        let column = BenchmarkTable.Column(
            of: .nasbench201, name: whole.name, values: whole.values.enumerated().map { measured.contains($0.offset) ? $0.element : .nan })
        let report = try #require(
            PredictorReport.make(
                ExactPredictor(columns: [whole], in: .nasbench201), columns: [column], of: .nasbench201, places: codes, sigmas: [0.06], seed: 4, threads: 1
            ).first)
        #expect(report.cells == codes.count { measured.contains($0) } && !report.coversSpace)
        #expect(report.rows[0].exactR2 == nil && report.rows[0].varianceR2 == nil)
        if report.cells >= PredictorReport.leastCells {
            #expect(try #require(report.rows[0].spearman) > 0.99)
        } else {
            #expect(report.rows[0].spearman == nil)
        }
    }

    @Test func threadsDoNotMatterAndUnknownPropertiesAreLeftOut() throws {
        let predictor = try LearnedModels.predictor(), columns = try columns()
        let reports = [1, 2].map {
            PredictorReport.make(predictor, columns: columns, of: .nasbench201, places: codes, sigmas: sigmas, seed: 4, threads: $0)
        }
        #expect(reports[0] == reports[1] && reports[0].count == 2)
        let other = BenchmarkTable.Column(of: .nasbench201, name: "other", values: columns[0].values)
        #expect(
            PredictorReport.make(
                predictor, columns: [other], of: .nasbench201, places: codes, sigmas: sigmas, seed: 4, threads: 1
            ).isEmpty)
    }
}
