import Architectures
import ArgumentParser
import Diffusion
import Foundation

/// `dnag generate`: draws architectures.
struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Generate architectures by reverse diffusion, guided if asked.",
        discussion: """
            Sample N of a seed is the same architecture whatever the count and the number of threads; with --corrector-norm batch or --method twisted
            it depends on the samples it is drawn with, but still not on threads.

            --require, --unique and --top choose among samples: more are drawn, with the next numbers, until --count of them hold or --limit were
            drawn. With fewer the command writes what it found, says so, and ends with status 1.

            EXAMPLES
              dnag generate --count 8 --seed 3
              dnag generate --sampler heun --churn 10 --sde vp --steps 12
              dnag generate --count 256 --guide cifar10_test=2 --guide latency_ms_pixel3=-1 --format csv --out cells.csv
              dnag generate --sample 17 --count 1 --denoiser exact --guide baseline_accuracy=1 --format json
              dnag generate --require 'params_m<0.4' --unique --sort params_m --top 5
            """)

    @Option(help: "How many architectures, \(NumberRule.count.text).")
    var count: Int = 16

    @Option(help: "Index of the first, \(NumberRule.sample.text).")
    var sample: Int = 0

    @OptionGroup var selection: SelectionOptions
    @OptionGroup var sampling: SamplingOptions
    @OptionGroup var guidance: GuidanceOptions
    @OptionGroup var model: ModelOptions
    @OptionGroup var tables: TableOptions

    @Option(help: "Form of the result.")
    var format: OutputFormat = .text

    @Option(help: "The mark of what is written, eight hexadecimal digits over the final states: with another one the command ends with status 1.")
    var expect: RunMark?

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    func validate() throws {
        try Check.rule("--count", count, .count)
        try Check.rule("--sample", sample, .sample)
        try selection.check(count: count)
    }

    func run() throws {
        var model = model
        // As in the explorer: the space follows from what is named, unless it is named itself.
        if !StartLine.keys(in: TypedLine.arguments(of: "generate")).contains("space") {
            let hint = SpaceHint(guidance, model, tables: tables.table, others: selection.rules.properties)
            model.space = hint.space(unless: model.space) ?? model.space
        }
        let tables = try tables.load(of: model.space)
        let guiding = guidance.guidance
        model.tellKind()
        var models = try model.models(tables, for: guiding, named: self.tables.table)
        let settings = try sampling.settings(of: models, guidance: guiding, isPopulation: true)
        for remark in model.remarks(guiding, models.predictor, tables) { Output.note("\(remark)") }
        let networks = try EmbeddedModels.additiveProperties(of: model.space), rules = selection.rules
        let figures = try selection.lookup(in: model.space, tables: tables, networks: networks, predictor: models.predictor)
        // Where the exact denoiser runs, bounds on figures that are known of the whole space are a prior: nothing is drawn in vain.
        let restricted = rules.requirements.isEmpty ? nil : figures.meeting(rules.requirements).flatMap { models.requiring($0, for: settings.guidance) }
        models = restricted ?? models
        let progress = Progress("generating")
        let draw = try SelectiveDraw(
            count, from: sample, limit: SelectionRules.limit(selection.limit, count: count), rules: rules, figures: figures, models: models,
            settings: settings, threads: sampling.threads
        ) { done, total, drawn in progress.update(done, of: total, detail: drawn.map { "\($0) drawn" } ?? "") }
        progress.finish()
        let report = SelectionReport(draw, asked: count, rules: rules, figures: figures, isPrior: restricted != nil)
        let results = try GeneratedArchitectures(
            report, models: models, tables: tables, networks: networks, settings: settings, predictor: model.predictorTitle)
        switch format {
        case .json: try Output.write(try Output.json(results), to: out)
        case .csv: try Output.write(data: Data(results.csv.utf8), to: out)
        case .text:
            try Output.write(results.text(properties: results.shownProperties(steered: guiding.properties, chosen: rules.properties)), to: out)
        }
        if format == .csv, rules.selects { Output.note(results.summary.text) }
        if format != .text, let remark = results.summary.remark { Output.note(remark) }
        if let expect, expect.digits != results.summary.mark {
            throw CommandError.otherBytes(expected: expect.digits, found: results.summary.mark)
        }
        if let shortfall = report.shortfall { throw shortfall }
    }
}
