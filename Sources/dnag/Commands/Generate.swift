import Architectures
import ArgumentParser
import Diffusion
import Foundation

/// `dnag generate`: draws architectures.
struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Generate architectures by reverse diffusion, guided if asked.",
        discussion: """
            Sample N of a seed is the same architecture whatever the count and the number of threads; with --corrector-norm batch
            it depends on the samples it is drawn with, but still not on threads.

            EXAMPLES
              dnag generate --count 8 --seed 3
              dnag generate --sampler heun --churn 10 --sde vp --steps 12
              dnag generate --count 256 --guide cifar10_test=2 --guide latency_ms_pixel3=-1 --format csv --out cells.csv
              dnag generate --sample 17 --count 1 --denoiser exact --guide baseline_accuracy=1 --format json
            """)

    @Option(help: "How many architectures, \(NumberRule.count.text).")
    var count: Int = 16

    @Option(help: "Index of the first, \(NumberRule.sample.text).")
    var sample: Int = 0

    @OptionGroup var sampling: SamplingOptions
    @OptionGroup var guidance: GuidanceOptions
    @OptionGroup var model: ModelOptions
    @OptionGroup var tables: TableOptions

    @Option(help: "Form of the result.")
    var format: OutputFormat = .text

    @Option(help: "The run's mark, eight hexadecimal digits over its final states: with another one the command ends with status 1.")
    var expect: RunMark?

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    func validate() throws {
        try Check.rule("--count", count, .count)
        try Check.rule("--sample", sample, .sample)
    }

    func run() throws {
        var model = model
        // As in the explorer: the space follows from what is named, unless it is named itself.
        if !StartLine.keys(in: TypedLine.arguments(of: "generate")).contains("space") {
            model.space = SpaceHint(guidance, model, tables: tables.table).space(unless: model.space) ?? model.space
        }
        let tables = try tables.load(of: model.space)
        let guiding = guidance.guidance
        model.tellKind()
        let models = try model.models(tables, for: guiding, named: self.tables.table)
        let settings = try sampling.settings(of: models, guidance: guiding, isPopulation: true)
        if guiding.isActive { Output.note(GuidanceWords.text(settings.guidance, models.abilities.actor(for: settings.guidance))) }
        for remark in model.remarks(guiding, models.predictor, tables) { Output.note("\(remark)") }
        let progress = Progress("generating")
        let samples = try Generation.samples(
            count, from: sample, models: models, settings: settings, threads: sampling.threads
        ) { done, total in progress.update(done, of: total) }
        progress.finish()
        let results = try GeneratedArchitectures(
            samples, first: sample, models: models, tables: tables,
            networks: try EmbeddedModels.additiveProperties(of: model.space), guidance: guiding,
            predictor: model.predictorTitle)
        let shown = results.shownProperties(steered: guiding.properties)
        switch format {
        case .json: try Output.write(try Output.json(results), to: out)
        case .csv: try Output.write(data: Data(results.csv.utf8), to: out)
        case .text: try Output.write(results.text(properties: shown), to: out)
        }
        if format != .text, let remark = results.summary.remark { Output.note(remark) }
        if let expect, expect.digits != results.summary.mark {
            throw CommandError.otherBytes(expected: expect.digits, found: results.summary.mark)
        }
    }
}
