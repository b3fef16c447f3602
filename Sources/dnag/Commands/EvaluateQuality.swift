import ArgumentParser
import Architectures
import Diffusion
import Foundation

/// `dnag evaluate quality`
struct EvaluateQuality: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quality", abstract: "Validity, uniqueness, novelty and shares of unguided samples.",
        discussion: """
            Novelty is measured with a second denoiser, trained on a seeded half of the space: the share of its valid samples that lie
            in the other half. (NAS-Bench-201 only: no sample of MobileNetV3's 2·10¹⁹ networks is ever met twice.)

            EXAMPLE
              dnag evaluate quality --count 16384 --seed 1 --format json
              dnag evaluate quality --space mobilenetv3 --count 16384
            """)

    @Option(help: "Samples.")
    var count: Int = 16_384

    @OptionGroup var sampling: SamplingOptions
    @OptionGroup var model: ModelOptions

    @Option(help: ArgumentHelp("A denoiser trained on half of the space, instead of the embedded one.", valueName: "file"))
    var halfFile: String?

    @Option(help: "Form of the result.")
    var format: ReportFormat = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    struct Report: Encodable {
        let count: Int
        let seed: UInt64
        let sampler, sde, corrector: String
        let denoiser_evaluations_per_sample: Int
        let validity, uniqueness, expected_uniqueness, novelty, max_share_deviation: Double
        /// [edge][operation]
        let shares: [[Double]]
    }

    func validate() throws {
        try Check.range("--count", count, (1...10_000_000).contains(count), "between 1 and 10000000")
    }

    func run() throws {
        let denoiser = try model.anyDenoiser()
        let settings = try sampling.settings(for: denoiser)
        let samples = try generate("sampling", denoiser, settings)
        if model.space == .mobilenetv3 {
            let report = NetworkQualityText(NetworkQualityReport(samples), settings: settings, corrector: sampling.corrector.rawValue)
            return try Output.write(format == .json ? try Output.json(report) : report.text, to: out)
        }
        let quality = QualityReport(samples)
        let file = try halfFile ?? AssetLocator().path(of: EmbeddedModels.halfDenoiser)
        let half = try LearnedDenoiser(contentsOf: file)
        guard let seed = half.about["half_seed"].flatMap(UInt64.init) else { throw CommandError.notTrainedOnHalf(file: file) }
        let novelty = QualityReport.novelty(
            try generate("sampling with the model of half of the space", half, try sampling.settings()),
            trainedOn: CellSplit.half(seed: seed))
        let report = Report(
            count: count, seed: settings.seed, sampler: settings.sampler.rawValue, sde: settings.sde.rawValue,
            corrector: sampling.corrector.rawValue,
            denoiser_evaluations_per_sample: settings.passes, validity: quality.validity,
            uniqueness: quality.uniqueness, expected_uniqueness: quality.expectedUniqueness, novelty: novelty,
            max_share_deviation: quality.maxShareDeviation, shares: quality.shares)
        try Output.write(format == .json ? try Output.json(report) : text(report), to: out)
    }

    private func generate(
        _ title: String, _ denoiser: any Denoiser, _ settings: RunSettings
    ) throws -> [GeneratedSample] {
        let progress = Progress(title)
        defer { progress.finish() }
        return try Generation.samples(
            count, models: Models(denoiser: denoiser), settings: settings, threads: sampling.threads
        ) { done, total in progress.update(done, of: total) }
    }

    private func text(_ report: Report) -> String {
        var shares = TextTable(header: ["edge"] + Operation.allCases.map(\.label))
        for (edge, row) in report.shares.enumerated() {
            shares.add(["\(Cell.edges[edge].from)→\(Cell.edges[edge].to)"] + row.map { "\((100 * $0).fixed(2)) %" })
        }
        return """
            samples               \(report.count), seed \(report.seed)
            method                \(report.sampler) on \(report.sde), corrector \(report.corrector): \
            \(report.denoiser_evaluations_per_sample) denoiser evaluations a sample
            validity              \((100 * report.validity).fixed(3)) %
            uniqueness            \((100 * report.uniqueness).fixed(2)) %, expected of uniform draws \((100 * report.expected_uniqueness).fixed(2)) %
            novelty               \((100 * report.novelty).fixed(2)) % (model trained on half of the space)
            max share deviation   \((100 * report.max_share_deviation).fixed(2)) points from 20 %

            \(shares.text)
            """
    }
}
