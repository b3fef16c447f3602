import Architectures
import ArgumentParser
import Diffusion
import Foundation
import Published
import Tensors

/// `dnag evaluate predictor`
struct EvaluatePredictor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predictor", abstract: "Rank correlation and R² of the predictor on the cells held out from it.",
        discussion: """
            A cell is held out if neither it nor an isomorph, a cell that computes the same, was learned. R² is against the exact posterior mean
            E[y | x_t] over the whole space, in standard scores; it needs 95 % of the cells to be measured.
            Nothing is said of fewer than 30 measured cells. Properties without a table are left out: name one with --table, or import it once.

            With --space mobilenetv3, on the held-out rows of each --table of networks: rank correlation and error against its figures, and R² against
            the exact moments given x_t of those properties that are sums over layers. --folds tells how well the surrogate says what was measured of
            networks that its calibration has not seen: of all, of the best quarter, and of those that differ from all it was calibrated on in
            at least a fifth of their layers.

            EXAMPLES
              dnag evaluate predictor --table nasbench201.csv --format json
              dnag evaluate predictor --space mobilenetv3 --table labelled.csv --table measured.csv --folds 5
            """)

    @Option(help: "Noise levels, \(NumberRule.sigma.text), separated by commas.")
    var sigma: String = "0.1,0.3,1,2"

    @Option(help: "Seed of the noise, a whole number from 0 on.")
    var seed: UInt64 = 1

    @Option(help: "Threads, \(NumberRule.threads.text).")
    var threads: Int = Machine.cores

    @Option(help: ArgumentHelp("A surrogate of clean networks' top-1 to use instead of the embedded one (mobilenetv3 alone).", valueName: "file"))
    var surrogate: String?

    @Option(
        help: ArgumentHelp(
            "Calibrate the surrogate anew on all but one part of the measured networks, for each of as many parts, 2 to 100 (mobilenetv3 alone).",
            valueName: "parts"))
    var folds: Int?

    @OptionGroup var model: ModelOptions
    @OptionGroup var tables: TableOptions

    @Option(help: "Form of the result.")
    var format: ReportFormat = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    struct Report: Encodable {
        struct Property: Encodable {
            let name: String
            /// Measured ones among those it was asked about: what the figures are of.
            let cells: Int
            let rows: [Row]
            /// Why figures are missing.
            let remark: String?
        }
        struct Row: Encodable {
            let sigma: Double
            let spearman, r2_exact, r2_variance: Double?
        }
        /// How many measured cells it was asked about, and how many of them were held out from it: nil where its file does not say.
        let cells: Int
        let held_out_cells: Int?
        /// Measured ones that were held out, too, but beside an isomorph that it learned; of files that are older than splits by class.
        let left_out_cells: Int?
        let properties: [Property]
    }

    func validate() throws {
        try Check.rule("--threads", threads, .threads)
        if let folds {
            try Check.range("--folds", folds, (2...100).contains(folds), "between 2 and 100")
            if model.space.isListed {
                throw ValidationError(CommandError.unusedOption("--folds \(folds)", reason: "it is for --space mobilenetv3").description)
            }
        }
        if let surrogate, model.space.isListed {
            throw ValidationError(CommandError.unusedOption("--surrogate \(surrogate.escaped())", reason: "it is for --space mobilenetv3").description)
        }
    }

    func run() throws {
        let sigmas = try NumberList.parse("--sigma", sigma, rule: .sigma)
        if !model.space.isListed {
            guard !self.tables.table.isEmpty else { throw ValidationError(CommandError.whichFigures.description) }
            let report = try EvaluateNetworkPredictor(
                predictor: EmbeddedModels.predictor(or: model.predictorFile, of: model.space), tables: self.tables.table, sigmas: sigmas,
                seed: seed, threads: threads, surrogateFile: surrogate, folds: folds)()
            return try Output.write(format == .json ? try Output.json(report) : report.text, to: out)
        }
        let predictor = try EmbeddedModels.anyPredictor(or: model.predictorFile, of: model.space)
        let tables = try tables.load(of: model.space)
        let record = predictor.split, any = SplitRecord(seed: 1)
        // Where none was held out, or nobody knows which, any will do.
        let places = (predictor.knowsAllCells ? any : record ?? any).split(of: model.space).heldOut
        let progress = Progress("evaluating")
        let reports = PredictorReport.make(
            predictor, columns: tables.columns, of: model.space, places: places, sigmas: sigmas, seed: seed, threads: threads
        ) { done, total in progress.update(done, of: total) }
        progress.finish()
        guard !reports.isEmpty else {
            throw CommandError.nothingMeasured(properties: predictor.properties.map(\.name), tables: tables.tables.map(\.name))
        }
        let missing = predictor.properties.map(\.name).filter { name in !reports.contains { $0.property == name } }
        if !missing.isEmpty {
            Output.note(
                "no table has figures of \(Suggestion.list(missing)): left out; pass --table FILE or import one with 'dnag table import FILE --name NAME'")
        }
        let columns = reports.compactMap { report in tables.columns.first { $0.name == report.property } }
        func measured(_ places: [Int]) -> Int { places.count { code in columns.contains { !$0.values[code].isNaN } } }
        let cells = measured(places), isHeldOut = !predictor.knowsAllCells && record != nil
        let allHeldOut = record.map { PlaceSplit(of: model.space, seed: $0.seed, rule: $0.rule).heldOut } ?? places
        let leftOut = isHeldOut ? measured(allHeldOut) - cells : 0
        let report = Report(
            cells: cells, held_out_cells: predictor.knowsAllCells ? 0 : isHeldOut ? cells : nil, left_out_cells: leftOut > 0 ? leftOut : nil,
            properties: reports.map { report in
                Report.Property(
                    name: report.property, cells: report.cells,
                    rows: report.rows.map {
                        Report.Row(sigma: $0.sigma, spearman: $0.spearman, r2_exact: $0.exactR2, r2_variance: $0.varianceR2)
                    }, remark: Self.remark(report))
            })
        try Output.write(format == .json ? try Output.json(report) : text(report, sigmas), to: out)
    }

    private func text(_ report: Report, _ sigmas: [Double]) -> String {
        var table = TextTable(header: ["property", model.space.words.nouns] + sigmas.flatMap { ["ρ at σ \($0)", "R²"] })
        for property in report.properties {
            table.add(
                [property.name.escaped(), "\(property.cells)"]
                    + property.rows.flatMap { [$0.spearman, $0.r2_exact].map { $0?.fixed(3) ?? "–" } })
        }
        let nouns = model.space.words.nouns
        let cells =
            switch report.held_out_cells {
            case nil: "\(report.cells) \(nouns); its file does not say which \(nouns) it learned"
            case 0? where report.cells > 0: "\(report.cells) \(nouns) that it learned, as all others: this is how well it remembers"
            case let count?: "\(count) held-out \(nouns)" + (report.left_out_cells.map { "; \($0) more have an isomorph that it learned, and are left out" } ?? "")
            }
        let remarks = report.properties.compactMap { property in property.remark.map { "\(property.name.escaped()): \($0)\n" } }
        return cells + "; ρ: Spearman with what was measured; R²: against the exact E[y|x_t]\n\n" + table.text + remarks.joined()
    }

    /// Why a property lacks figures; nil where it has them all.
    private static func remark(_ report: PredictorReport) -> String? {
        guard report.cells >= PredictorReport.leastCells else {
            return "\(report.cells) of these cells were measured; \(PredictorReport.leastCells) are needed to say anything"
        }
        guard report.rows.contains(where: { $0.spearman != nil }) else { return "all of these cells have the same figure" }
        return report.coversSpace ? nil : "R² needs \(Int(100 * PredictorReport.leastShare)) % of all cells to be measured"
    }
}

extension Predictor {
    /// The split it was trained with, where its file tells.
    fileprivate var split: SplitRecord? { trainedHow.flatMap(SplitRecord.init(about:)) }

    /// Whether no cells were held out from it.
    fileprivate var knowsAllCells: Bool { trainedHow?["cells"] == "all" }

    /// What its file says of its training.
    private var trainedHow: [String: String]? {
        (self as? LearnedPredictor)?.about ?? (self as? ListedPredictor)?.about ?? (self as? PublishedPropertyPredictor)?.about
    }
}
