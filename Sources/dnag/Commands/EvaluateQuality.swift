import Architectures
import ArgumentParser
import Diffusion
import Foundation
import Tensors

/// `dnag evaluate quality`
struct EvaluateQuality: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quality", abstract: "Validity, uniqueness, novelty and shares of unguided samples.",
        discussion: """
            Novelty can be measured of a denoiser that was trained on a seeded half of the space alone: the share of its valid samples that lie in
            the other half. It is reported of the denoiser that is asked for where that is one (train denoiser --half), of the one that --half-file
            names, and beside the embedded denoiser of its embedded sibling; else not at all, and the report says of which file it is.
            (NAS-Bench-201 only: no sample of MobileNetV3's 2·10¹⁹ networks is ever met twice.)

            EXAMPLE
              dnag evaluate quality --count 16384 --seed 1 --format json
              dnag evaluate quality --space mobilenetv3 --count 16384
            """)

    @Option(help: "Samples, \(NumberRule.count.text).")
    var count: Int = 16_384

    @OptionGroup var sampling: SamplingOptions
    @OptionGroup var model: ModelOptions

    @Option(help: ArgumentHelp("A denoiser trained on half of the space, whose novelty is measured beside.", valueName: "file"))
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
        let validity, uniqueness, expected_uniqueness, max_share_deviation: Double
        /// nil where nothing was measured that was trained on half of the space.
        let novelty: Double?
        /// The file of the denoiser whose novelty this is.
        let novelty_of: String?
        /// [edge][operation]
        let shares: [[Double]]
    }

    func validate() throws {
        try Check.rule("--count", count, .count)
        if let halfFile, !model.space.isListed {
            throw ValidationError(CommandError.notInSpace("--half-file \(halfFile.escaped())", space: model.space.name).description)
        }
    }

    func run() throws {
        let denoiser = try model.anyDenoiser()
        let settings = try sampling.settings(for: denoiser)
        let samples = try generate("sampling", denoiser, settings)
        if !model.space.isListed {
            let report = NetworkQualityText(NetworkQualityReport(samples), settings: settings, corrector: sampling.corrector.rawValue)
            return try Output.write(format == .json ? try Output.json(report) : report.text, to: out)
        }
        let quality = QualityReport(samples)
        let novelty = try novelty(of: denoiser, samples)
        let report = Report(
            count: count, seed: settings.seed, sampler: settings.sampler.rawValue, sde: settings.sde.rawValue,
            corrector: sampling.corrector.rawValue,
            denoiser_evaluations_per_sample: settings.passes, validity: quality.validity,
            uniqueness: quality.uniqueness, expected_uniqueness: quality.expectedUniqueness,
            max_share_deviation: quality.maxShareDeviation, novelty: novelty?.share, novelty_of: novelty?.file, shares: quality.shares)
        try Output.write(format == .json ? try Output.json(report) : text(report), to: out)
    }

    /// The novelty of a denoiser that was trained on half of the space, and its file; nil where there is none to measure.
    private func novelty(of denoiser: any Denoiser, _ samples: [GeneratedSample]) throws -> (share: Double, file: String)? {
        if halfFile == nil, let file = model.denoiserFile, let own = denoiser as? LearnedDenoiser, let seed = own.halfSeed {
            return (QualityReport.novelty(samples, trainedOn: CellSplit.half(seed: seed)), file)
        }
        let isEmbedded = model.denoiser == .learned && model.denoiserFile == nil
        guard halfFile != nil || isEmbedded else { return nil }
        let file = try halfFile ?? AssetLocator().path(of: EmbeddedModels.halfDenoiser)
        let half = try EmbeddedModels.denoiser(or: file)
        guard let seed = half.halfSeed else { throw CommandError.notTrainedOnHalf(file: file) }
        let drawn = try generate("sampling with the model of half of the space", half, try sampling.settings(for: half))
        return (
            QualityReport.novelty(drawn, trainedOn: CellSplit.half(seed: seed)), halfFile ?? EmbeddedModels.halfDenoiser
        )
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

    private func novelty(_ report: Report) -> String {
        guard let share = report.novelty, let file = report.novelty_of else {
            return "not measured: this denoiser was not trained on half of the space; name one that was by --half-file"
        }
        return "\((100 * share).fixed(2)) % of the samples of \(file.escaped()), which was trained on half of the space"
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
            novelty               \(novelty(report))
            max share deviation   \((100 * report.max_share_deviation).fixed(2)) points from 20 %

            \(shares.text)
            """
    }
}

extension LearnedDenoiser {
    /// The seed of the half of the space that it was trained on, where its file says that it was.
    fileprivate var halfSeed: UInt64? { about["half_seed"].flatMap(UInt64.init) }
}
