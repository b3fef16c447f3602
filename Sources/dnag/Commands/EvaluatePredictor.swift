import ArgumentParser
import Architectures
import Diffusion
import Foundation

/// `dnag evaluate predictor`
struct EvaluatePredictor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predictor", abstract: "Rank correlation and R² of the predictor on the cells held out from it.",
        discussion: """
            R² is against the exact posterior mean E[y | x_t] over the whole space, in normal scores. Properties without a table
            are left out: name one with --table, or import it once.

            With --space mobilenetv3, on the held-out rows of each --table of networks: rank correlation and error against its figures, and R² against
            the exact moments given x_t of those properties that are sums over layers.

            EXAMPLES
              dnag evaluate predictor --table nasbench201.csv --format json
              dnag evaluate predictor --space mobilenetv3 --table labelled.csv --table measured.csv
            """)

    @Option(help: "Noise levels, separated by commas.")
    var sigma: String = "0.1,0.3,1,2"

    @Option(help: "Seed of the noise.")
    var seed: UInt64 = 1

    @Option(help: "Threads.")
    var threads: Int = Machine.cores

    @Option(help: ArgumentHelp("A surrogate of clean networks' top-1 to use instead of the embedded one (mobilenetv3 alone).", valueName: "file"))
    var surrogate: String?

    @OptionGroup var model: ModelOptions
    @OptionGroup var tables: TableOptions

    @Option(help: "Form of the result.")
    var format: ReportFormat = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    struct Report: Encodable {
        struct Property: Encodable {
            let name: String
            let rows: [Row]
        }
        struct Row: Encodable {
            let sigma: Double
            let spearman, r2_exact, r2_variance: Double?
        }
        /// How many cells it was asked about, and how many of them were held out from it.
        let cells, held_out_cells: Int
        let properties: [Property]
    }

    func run() throws {
        let sigmas = try NumberList.parse("--sigma", sigma, rule: "positive numbers separated by commas") { $0 > 0 && $0 <= 100 }
        if model.space == .mobilenetv3 {
            guard !self.tables.table.isEmpty else { throw ValidationError(CommandError.whichFigures.description) }
            let report = try EvaluateNetworkPredictor(
                predictor: EmbeddedModels.predictor(or: model.predictorFile, of: .mobilenetv3), tables: self.tables.table, sigmas: sigmas,
                seed: seed, threads: threads, surrogateFile: surrogate)()
            return try Output.write(format == .json ? try Output.json(report) : report.text, to: out)
        }
        let predictor = try EmbeddedModels.anyPredictor(or: model.predictorFile)
        let tables = try tables.load()
        let split = CellSplit(seed: predictor.splitSeed ?? 1)
        let progress = Progress("evaluating")
        let reports = PredictorReport.make(
            predictor, columns: tables.columns, codes: split.heldOut, sigmas: sigmas, seed: seed, threads: threads
        ) { done, total in progress.update(done, of: total) }
        progress.finish()
        let missing = predictor.properties.map(\.name).filter { name in !reports.contains { $0.property == name } }
        if !missing.isEmpty {
            Output.note(
                "no table has figures of \(missing.joined(separator: ", ")): left out; pass --table FILE or import one with 'dnag table import'")
        }
        let report = Report(
            cells: split.heldOut.count, held_out_cells: predictor.knowsAllCells ? 0 : split.heldOut.count,
            properties: reports.map { report in
                Report.Property(
                    name: report.property,
                    rows: report.rows.map {
                        Report.Row(
                            sigma: $0.sigma, spearman: $0.spearman.finite, r2_exact: $0.exactR2.finite,
                            r2_variance: $0.varianceR2?.finite)
                    })
            })
        try Output.write(format == .json ? try Output.json(report) : text(report, sigmas), to: out)
    }

    private func text(_ report: Report, _ sigmas: [Double]) -> String {
        var table = TextTable(header: ["property"] + sigmas.flatMap { ["ρ at σ \($0)", "R²"] })
        for property in report.properties {
            table.add([property.name] + property.rows.flatMap { [$0.spearman, $0.r2_exact].map { $0?.fixed(3) ?? "–" } })
        }
        let cells = report.held_out_cells > 0
            ? "\(report.held_out_cells) held-out cells"
            : "\(report.cells) cells that it learned, as all others: this is how well it remembers"
        return cells + "; ρ: Spearman with the truth; R²: against the exact E[y|x]\n\n" + table.text
    }
}

/// Numbers separated by commas.
enum NumberList {
    /// - Throws: `ValidationError` naming the option, the value and the rule.
    static func parse(_ option: String, _ text: String, rule: String, _ holds: (Double) -> Bool) throws -> [Double] {
        try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            guard let number = Double(part.trimmingCharacters(in: .whitespaces)), number.isFinite, holds(number) else {
                throw ValidationError(
                    SettingError.outOfRange(name: option, value: "'\(text)'", rule: rule).description)
            }
            return number
        }
    }
}

extension Predictor {
    /// The seed of the split it was trained with, where its file tells.
    fileprivate var splitSeed: UInt64? { trainedHow?["split_seed"].flatMap(UInt64.init) }

    /// Whether no cells were held out from it.
    fileprivate var knowsAllCells: Bool { trainedHow?["cells"] == "all" }

    /// What its file says of its training.
    private var trainedHow: [String: String]? {
        (self as? LearnedPredictor)?.about ?? (self as? CellPredictor)?.about ?? (self as? PublishedPropertyPredictor)?.about
    }
}
