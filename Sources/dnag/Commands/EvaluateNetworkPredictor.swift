import Architectures
import Diffusion

/// `dnag evaluate predictor --space mobilenetv3`
struct EvaluateNetworkPredictor {
    let predictor: LearnedPredictor
    /// Files of networks with figures.
    let tables: [String]
    let sigmas: [Double]
    let seed: UInt64
    let threads: Int
    let surrogateFile: String?
    /// Of the cross-validation of the surrogate's calibration; nil for none.
    let folds: Int?

    struct Report: Encodable {
        struct Table: Encodable {
            let table: String
            let held_out_rows: Int
            /// Of the clean network, without noise.
            let surrogate: [Surrogate]
            /// Of the surrogate, calibrated anew without each fold.
            let cross_validation: [Fold]?
            let properties: [Property]
        }
        struct Surrogate: Encodable {
            let name: String
            /// Held out from the surrogate, which may be others than those held out from the predictor.
            let rows: Int
            let spearman, error: Double?
        }
        struct Fold: Encodable {
            let name, part: String
            let folds, rows: Int
            let spearman, error: Double?
        }
        struct Property: Encodable {
            let name, unit: String
            let rows: Int
            let levels: [Level]
        }
        struct Level: Encodable {
            let sigma: Double
            let spearman, error: Double?
            let r2_exact, r2_variance: Double?
        }
        let tables: [Table]

        var text: String {
            tables.map { table in
                var text = TextTable(header: ["property", "σ", "ρ", "error", "R² mean", "R² variance"])
                for property in table.properties {
                    for (place, level) in property.levels.enumerated() {
                        text.add([
                            place == 0 ? property.name : "", "\(level.sigma)", level.spearman?.fixed(4) ?? "–",
                            level.error.map { PropertyInfo.named(property.name).format($0) } ?? "–", level.r2_exact?.fixed(3) ?? "–",
                            level.r2_variance?.fixed(3) ?? "–",
                        ])
                    }
                }
                for clean in table.surrogate {
                    text.add(
                        [
                            "\(clean.name), surrogate", "0", clean.spearman?.fixed(4) ?? "–",
                            clean.error.map { PropertyInfo.named(clean.name).format($0) } ?? "–",
                        ] + ["–", "–"])
                }
                for fold in table.cross_validation ?? [] {
                    text.add(
                        [
                            "\(fold.name), \(fold.folds) folds, \(fold.part) (\(fold.rows))", "0", fold.spearman?.fixed(4) ?? "–",
                            fold.error.map { PropertyInfo.named(fold.name).format($0) } ?? "–",
                        ] + ["–", "–"])
                }
                let few = table.properties.map { ($0.name, $0.rows) } + table.surrogate.map { ("\($0.name), surrogate", $0.rows) }
                let notes = few.filter { $0.1 < FactoredPredictorReport.leastRows }.map { name, rows in
                    "\(name): \(rows) of these networks were measured; \(FactoredPredictorReport.leastRows) are needed to say anything\n"
                }
                return "\(table.table): \(table.held_out_rows) networks, those held out by the seed of the predictor's split\n\n" + text.text + notes.joined()
            }.joined(separator: "\n")
                + "\nρ: Spearman with what was measured; error: root mean square of predicted mean − measured; R²: against the exact moments given x_t\n"
        }
    }

    func callAsFunction() throws -> Report {
        let exact = try EmbeddedModels.networkProperties()
        let surrogate = try EmbeddedModels.surrogate(or: surrogateFile)
        let split = SplitRecord(about: predictor.about) ?? SplitRecord(seed: 1)
        let cleanSplit = SplitRecord(about: surrogate.about) ?? SplitRecord(seed: 1)
        return Report(
            tables: try tables.map { file in
                let table = try NetworkTables.read(file), architectures = table.architectures
                let rows = split.split(rows: architectures).heldOut
                let cleanRows = cleanSplit.split(rows: architectures).heldOut
                let progress = Progress("evaluating \(table.name)")
                let reports = FactoredPredictorReport.make(
                    predictor, table: table, rows: rows, exact: exact, sigmas: sigmas, seed: seed, threads: threads
                ) { done, total in progress.update(done, of: total) }
                progress.finish()
                return Report.Table(
                    table: table.name, held_out_rows: rows.count, surrogate: clean(surrogate, table, cleanRows),
                    cross_validation: try folds.flatMap { try crossValidation(surrogate, table, folds: $0) },
                    properties: reports.map { report in
                        Report.Property(
                            name: report.property, unit: PropertyInfo.named(report.property).unit, rows: report.count,
                            levels: report.rows.map {
                                Report.Level(
                                    sigma: $0.sigma, spearman: $0.spearman, error: $0.error, r2_exact: $0.exactR2, r2_variance: $0.varianceR2)
                            })
                    })
            })
    }

    /// What the surrogate says of measured networks that its calibration has not seen; nil where the table has nothing measured.
    private func crossValidation(_ surrogate: FactoredSurrogate, _ table: BenchmarkTable, folds: Int) throws -> [Report.Fold]? {
        guard let figures = table.figures(of: surrogate.property) else { return nil }
        let rows = figures.indices.filter { !figures[$0].isNaN }
        let report = try CalibrationReport(
            surrogate, on: rows.map(table.architecture), measured: rows.map { figures[$0] }, folds: folds, seed: seed)
        return report.parts.map {
            Report.Fold(name: surrogate.property, part: $0.name, folds: folds, rows: $0.rows, spearman: $0.spearman, error: $0.error)
        }
    }

    /// The surrogate's own errors where the table has figures to hold it against.
    private func clean(_ surrogate: FactoredSurrogate, _ table: BenchmarkTable, _ rows: [Int]) -> [Report.Surrogate] {
        [(FactoredTargets.labelled, surrogate.labelled), (FactoredTargets.measured, surrogate.measured)].compactMap { name, values in
            guard let figures = table.figures(of: name) else { return nil }
            let known = rows.filter { !figures[$0].isNaN }, measured = known.map { figures[$0] }
            guard known.count >= FactoredPredictorReport.leastRows else {
                return Report.Surrogate(name: name, rows: known.count, spearman: nil, error: nil)
            }
            let found = values(known.map(table.architecture))
            let squares = zip(found, measured).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
            return Report.Surrogate(
                name: name, rows: known.count, spearman: Statistics.spearman(found, measured).finite,
                error: (squares / Double(known.count)).squareRoot().finite)
        }
    }
}
