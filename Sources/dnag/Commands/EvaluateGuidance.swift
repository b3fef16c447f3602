import ArgumentParser
import Architectures
import Diffusion

/// `dnag evaluate guidance`
struct EvaluateGuidance: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guidance", abstract: "Compare guided samples with the exact tilted distribution.",
        discussion: """
            For each γ: the learned denoiser with the learned predictor, and the exact denoiser with the exact predictor, beside the
            exact tilt p(A)·exp(γ·y(A)). Figures come from --table, else from the embedded and imported tables. With --denoiser published, a
            published score network stands in for the learned denoiser.

            EXAMPLES
              dnag evaluate guidance --property cifar10_test --gamma 0,1,2,4 --count 1024 --table nasbench201.csv
              dnag evaluate guidance --property baseline_accuracy --gamma=-2,2 --order first
            """)

    @Option(help: "The property that is tilted.")
    var property: String

    @Option(help: "Tilts γ in nats per normal score, separated by commas.")
    var gamma: String = "0,1,2,4"

    @Option(help: "Samples a row.")
    var count: Int = 1024

    @OptionGroup var sampling: SamplingOptions
    @OptionGroup var tables: TableOptions

    @Option(help: "Order of the guidance: the mean's gradient, or the mean's and the variance's.")
    var order: GuidanceOrder = .second

    @OptionGroup var model: ModelOptions

    @Option(help: "Form of the result.")
    var format: ReportFormat = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    struct Report: Encodable {
        struct Row: Encodable {
            let gamma: Double
            let denoiser: String
            let mean_score, mean_value: Double?
            let exact_mean_score, exact_mean_value: Double
            let tv: Double?
            let tv_floor: Double?
            let validity, uniqueness: Double
        }
        let property, order: String
        let count: Int
        let rows: [Row]
    }

    func validate() throws {
        try Check.range("--count", count, (1...10_000_000).contains(count), "between 1 and 10000000")
    }

    func run() throws {
        let gammas = try NumberList.parse("--gamma", gamma, rule: "numbers from -100 to 100 separated by commas") {
            abs($0) <= 100
        }
        let predictor = try EmbeddedModels.anyPredictor(or: model.predictorFile)
        let denoiser: any Denoiser = model.denoiser == .published ? try model.publishedDenoiser() : try model.learnedDenoiser()
        _ = try Guidance(tilts: [property: 1]).vector(for: predictor.properties)
        let column = try tables.load().column(property)
        let pairs: [(name: String, models: Models)] = [
            (model.denoiser == .published ? "published" : "learned", Models(denoiser: denoiser, predictor: predictor)),
            ("exact", Models(denoiser: ExactDenoiser(), predictor: ExactPredictor(columns: [column]))),
        ]
        var rows: [Report.Row] = []
        for gamma in gammas {
            for pair in pairs {
                let settings = try sampling.settings(
                    sigmas: SamplingOptions.sigmas(of: pair.models.denoiser),
                    guidance: Guidance(tilts: [property: gamma], order: order))
                let progress = Progress("γ \(gamma), \(pair.name)")
                let samples = try Generation.samples(
                    count, models: pair.models, settings: settings, threads: sampling.threads
                ) { done, total in progress.update(done, of: total) }
                progress.finish()
                let report = TiltReport(samples, gamma: gamma, column: column)
                rows.append(
                    Report.Row(
                        gamma: gamma, denoiser: pair.name, mean_score: report.meanScore.finite,
                        mean_value: report.meanValue.finite, exact_mean_score: report.exactMeanScore,
                        exact_mean_value: report.exactMeanValue, tv: report.totalVariation.finite,
                        tv_floor: report.totalVariationFloor.finite, validity: report.validity,
                        uniqueness: report.uniqueness))
            }
        }
        let report = Report(property: property, order: order.rawValue, count: count, rows: rows)
        try Output.write(format == .json ? try Output.json(report) : text(report), to: out)
    }

    private func text(_ report: Report) -> String {
        let info = PropertyInfo.named(report.property)
        var table = TextTable(header: [
            "γ", "models", "mean score", "exact", "gap", "mean value", "exact", "TV", "floor", "valid", "unique",
        ])
        for row in report.rows {
            let gap = row.mean_score.map { $0 - row.exact_mean_score }
            table.add([
                "\(row.gamma)", row.denoiser, row.mean_score?.fixed(3) ?? "–", row.exact_mean_score.fixed(3),
                gap?.fixed(3) ?? "–", row.mean_value.map(info.format) ?? "–", info.format(row.exact_mean_value),
                row.tv?.fixed(3) ?? "–", row.tv_floor?.fixed(3) ?? "–", "\((100 * row.validity).fixed(2)) %",
                "\((100 * row.uniqueness).fixed(1)) %",
            ])
        }
        return "\(info.title), \(report.count) samples a row, \(report.order) order\n\n" + table.text
    }
}
