import Architectures
import ArgumentParser
import Diffusion
import Foundation
import Published
import Tensors

/// Which networks to use.
struct ModelOptions: ParsableArguments {
    @Option(help: "The search space.")
    var space: SearchSpace = .usual

    @Option(
        help:
            "The trained network, the exact posterior (with exact predictions from the tables), or a published score network (needs --denoiser-file; σ 5 → 0.1 unless its file or options say otherwise)."
    )
    var denoiser: DenoiserChoice = .learned

    @Option(help: ArgumentHelp("A denoiser to use instead of the embedded one.", valueName: "file"))
    var denoiserFile: String?

    @Option(
        help: ArgumentHelp(
            "A predictor (of train predictor, train figures, or a published one) to use instead of the embedded one; 'cells': the embedded one of clean cells, best with --sampler analytic.",
            valueName: "file"))
    var predictorFile: String?

    @Option(help: ArgumentHelp("A tilt-conditioned denoiser, or a predictor of cells ('cells': the embedded one), to use instead of the embedded one.", valueName: "file"))
    var tiltedFile: String?

    @Option(help: "Edges that a published denoiser sees. (default: what its file names, else line-graph)")
    var mask: PublishedDenoiser.Mask?

    func validate() throws {
        for (option, file) in [("--denoiser-file", denoiserFile), ("--predictor-file", predictorFile), ("--tilted-file", tiltedFile)] {
            try Check.file(option, file)
        }
        if denoiser == .published, denoiserFile == nil {
            throw ValidationError(CommandError.noPublishedDenoiser.description)
        }
        if let mask, denoiser != .published {
            throw ValidationError(CommandError.maskWithoutUse(mask.rawValue).description)
        }
    }

    /// The denoiser that runs: of a space without a trained one the exact one.
    var kind: DenoiserChoice { isExactInstead ? .exact : denoiser }

    private var isExactInstead: Bool { denoiser == .learned && denoiserFile == nil && space.assets.denoiser == nil }

    /// Says so where the exact denoiser stands in for a trained one.
    func tellKind() {
        if isExactInstead { Output.note("no trained denoiser of \(space.title) comes with the program: the exact one is used") }
    }

    func learnedDenoiser() throws -> LearnedDenoiser { try EmbeddedModels.denoiser(or: denoiserFile, of: space) }

    /// The denoiser alone.
    func anyDenoiser() throws -> any Denoiser {
        switch kind {
        case .learned: try learnedDenoiser()
        case .exact: space.isListed ? ExactDenoiser(of: space) : FactoredDenoiser(of: space)
        case .published: try publishedDenoiser()
        }
    }

    func learnedPredictor() throws -> LearnedPredictor { try EmbeddedModels.predictor(or: predictorFile, of: space) }

    /// - Throws: `CommandError.noPublishedDenoiser`, `SafetensorsError`, `PublishedError`
    func publishedDenoiser() throws -> PublishedDenoiser {
        guard let denoiserFile else { throw CommandError.noPublishedDenoiser }
        let denoiser = try PublishedDenoiser(contentsOf: denoiserFile, mask: mask)
        guard denoiser.layout == space.layout else { throw CommandError.otherSpace(file: denoiserFile, space: space.name) }
        return denoiser
    }

    /// The networks for a guidance; a tilt-conditioned denoiser only where the method asks for one. The exact ones know the properties that
    /// are steered, from the tables; of a space that has no list, those that are sums over its parts, and where another is steered the trained predictor
    /// does it.
    func models(_ tables: TableSet, for guidance: Guidance, named files: [String] = []) throws -> Models {
        if kind == .exact, !space.isListed {
            let additive = try EmbeddedModels.additiveProperties(of: space), names = additive.map(\.info.name)
            let exact = Self.exact(additive, in: space)
            if guidance.properties.allSatisfy({ names.contains($0) }) { return exact }
            return Models(denoiser: exact.denoiser, predictor: try learnedPredictor(), tiltable: exact.tiltable)
        }
        if kind == .exact {
            return Self.exact(try guidance.properties.map { try tables.source($0).spelled }, in: space)
        }
        var models = try networks(isConditioned: guidance.method == .conditioned)
        guard guidance.method != .conditioned else { return models }
        if models.predictor == nil {
            // What is known exactly steers a network of the user's own, too.
            models.predictor =
                space.isListed
                ? Self.exact(try guidance.properties.map { try tables.source($0).spelled }, in: space).predictor
                : Self.exact(try EmbeddedModels.additiveProperties(of: space), in: space).predictor
        }
        if let predictor = models.predictor { try check(guidance, predictor, tables, files) }
        return models
    }

    /// What the predictor is called in messages.
    var predictorTitle: String { predictorFile.map { $0 == EmbeddedModels.cells ? "the embedded predictor of cells" : $0.escaped() } ?? "the embedded predictor" }

    /// That a predictor knows what shall be steered; if not, and a table has it, which command trains one that does.
    /// - Throws: `CommandError.notPredicted`
    private func check(_ guidance: Guidance, _ predictor: any Predictor, _ tables: TableSet, _ files: [String]) throws {
        let known = predictor.properties.map(\.name)
        for name in Set(guidance.tilts.keys).union(guidance.aims.keys).sorted() where !known.contains(name) {
            let source = space.isListed ? try? tables.source(name) : nil
            // What comes with the program needs no naming.
            let table = source.map { source in
                !source.table.credit.isEmpty
                    ? "" : files.first { URL(fileURLWithPath: $0).deletingPathExtension().lastPathComponent == source.table.name } ?? source.table.name
            }
            throw CommandError.notPredicted(property: name, known: known, predictor: predictorTitle, table: table)
        }
    }

    /// What is asked of a guidance beyond what means anything.
    func remarks(_ guidance: Guidance, _ predictor: (any Predictor)?, _ tables: TableSet) -> [GuidanceRemark] {
        guard let predictor else { return [] }
        let columns = space.isListed ? tables.columns : []
        let known = zip(predictor.properties, predictor.scales).map { info, scale -> GuidanceRemark.Known in
            let measured = columns.first { $0.name == info.name }?.values.filter { !$0.isNaN } ?? []
            guard let low = measured.min(), let high = measured.max() else { return (info, scale.range) }
            return (info, low...high)
        }
        return GuidanceRemark.of(guidance, known: known, in: space)
    }

    /// The trained networks.
    func networks(isConditioned: Bool) throws -> Models {
        if isConditioned, !space.isListed {
            throw CommandError.notInSpace("--method conditioned without --denoiser exact", space: space.name)
        }
        let predictor = try anyPredictor()
        return Models(
            denoiser: denoiser == .published ? try publishedDenoiser() : try learnedDenoiser(), predictor: predictor,
            tiltable: isConditioned ? try tiltable(beside: predictor) : nil)
    }

    /// The trained predictor; nil where none is named and none comes with the program.
    private func anyPredictor() throws -> (any Predictor)? {
        predictorFile ?? space.assets.predictor == nil ? nil : try EmbeddedModels.anyPredictor(or: predictorFile, of: space)
    }

    /// Our own trained networks, also where another denoiser is asked for; nil where there is no denoiser.
    func learnedNetworks() throws -> Models? {
        let file = denoiser == .published ? nil : denoiserFile
        guard file ?? space.assets.denoiser != nil else { return nil }
        let predictor = try anyPredictor()
        let isConditioned = tiltedFile ?? space.assets.tiltedDenoiser != nil || predictor is any TiltableDenoiser
        return Models(
            denoiser: try EmbeddedModels.denoiser(or: file, of: space), predictor: predictor, tiltable: isConditioned ? try tiltable(beside: predictor) : nil)
    }

    /// What takes the tilts itself: the file that is named, else the predictor where it can, else the embedded network.
    private func tiltable(beside predictor: (any Predictor)?) throws -> any TiltableDenoiser {
        if tiltedFile == nil, let own = predictor as? any TiltableDenoiser { return own }
        return try EmbeddedModels.tiltedDenoiser(or: tiltedFile, of: space)
    }

    /// Of a space that has no list.
    static func exact(_ properties: [FactoredProperty], in space: SearchSpace) -> Models {
        Models(
            denoiser: FactoredDenoiser(of: space), predictor: properties.isEmpty ? nil : FactoredPredictor(properties, in: space),
            tiltable: FactoredTilts(properties, in: space))
    }

    /// Of a listed space.
    static func exact(_ columns: [BenchmarkTable.Column], in space: SearchSpace) -> Models {
        Models(
            denoiser: ExactDenoiser(of: space), predictor: columns.isEmpty ? nil : ExactPredictor(columns: columns, in: space),
            tiltable: ExactTilts(columns: columns, in: space))
    }
}
