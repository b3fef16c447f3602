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
            (Of a space that can be listed: no sample of MobileNetV3's 2·10¹⁹ networks is ever met twice.)

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

    func validate() throws {
        try Check.rule("--count", count, .count)
        if let halfFile, !model.space.isListed {
            throw ValidationError(CommandError.notInSpace("--half-file \(halfFile.escaped())", space: model.space.name).description)
        }
    }

    func run() throws {
        model.tellKind()
        let denoiser = try model.anyDenoiser()
        let settings = try settings(denoiser)
        let samples = try generate("sampling", denoiser, settings)
        let report = QualityText(
            QualityReport(samples, of: model.space), of: model.space, settings: settings, corrector: sampling.corrector.rawValue,
            novelty: try novelty(of: denoiser, samples))
        try Output.write(format == .json ? try Output.json(report) : report.text, to: out)
    }

    /// The novelty of a denoiser that was trained on half of the space, and its file; nil where there is none to measure.
    private func novelty(of denoiser: any Denoiser, _ samples: [GeneratedSample]) throws -> (share: Double, file: String)? {
        if halfFile == nil, let file = model.denoiserFile, let own = denoiser as? LearnedDenoiser, let seed = own.halfSeed {
            return (QualityReport.novelty(samples, trainedOn: PlaceSplit.half(of: model.space, seed: seed)), file)
        }
        let asset = model.kind == .learned && model.denoiserFile == nil ? model.space.assets.halfDenoiser : nil
        guard halfFile != nil || asset != nil else { return nil }
        let file = try halfFile ?? EmbeddedModels.asset(asset, "denoiser", of: model.space)
        let half = try EmbeddedModels.denoiser(or: file)
        guard let seed = half.halfSeed else { throw CommandError.notTrainedOnHalf(file: file) }
        let drawn = try generate("sampling with the model of half of the space", half, try settings(half))
        return (
            QualityReport.novelty(drawn, trainedOn: PlaceSplit.half(of: model.space, seed: seed)), halfFile ?? asset ?? file
        )
    }

    /// As `dnag generate` has them: what is left open is chosen for the denoiser, and the report says what it came to.
    private func settings(_ denoiser: any Denoiser) throws -> RunSettings {
        try sampling.settings(of: Models(denoiser: denoiser), guidance: Guidance(), isPopulation: true)
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
}

extension LearnedDenoiser {
    /// The seed of the half of the space that it was trained on, where its file says that it was.
    fileprivate var halfSeed: UInt64? { about["half_seed"].flatMap(UInt64.init) }
}
