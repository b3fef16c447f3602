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

    /// The networks for a guidance, and what tilts only where it may be needed. The exact ones know the properties that are steered, from the tables; of a
    /// space that has no list, those that are sums over its parts, and where another is steered the trained predictor does it.
    func models(_ tables: TableSet, for guidance: Guidance, named files: [String] = []) throws -> Models {
        if kind == .exact, !space.isListed {
            var exact = Self.exact(try EmbeddedModels.additiveProperties(of: space), in: space)
            exact.tiltable = try EmbeddedModels.tilts(of: space)
            if exact.predictor.map({ predictor in guidance.properties.allSatisfy(predictor.properties.map(\.name).contains) }) ?? false { return exact }
            return Models(denoiser: exact.denoiser, predictor: try learnedPredictor(), tiltable: exact.tiltable)
        }
        if kind == .exact {
            return Self.exact(try guidance.properties.map { try tables.source($0).spelled }, in: space)
        }
        let mayCondition = guidance.isActive && (guidance.method == .auto || guidance.method.isTakenIn)
        var models = try networks(tables: mayCondition ? tables : nil)
        guard !guidance.method.isTakenIn else { return models }
        if guidance.method == .auto, models.tiltable?.actor(for: guidance) != nil { return models }
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
    /// - Parameter tables: whose figures may tilt where no network has learned them; nil: nothing tilts
    func networks(tables: TableSet? = nil) throws -> Models {
        let predictor = try anyPredictor()
        return Models(
            denoiser: denoiser == .published ? try publishedDenoiser() : try learnedDenoiser(), predictor: predictor,
            tiltable: try tables.flatMap { try tiltable(beside: predictor, $0) })
    }

    /// The trained predictor; nil where none is named and none comes with the program.
    private func anyPredictor() throws -> (any Predictor)? {
        predictorFile ?? space.assets.predictor == nil ? nil : try EmbeddedModels.anyPredictor(or: predictorFile, of: space)
    }

    /// Our own trained networks, also where another denoiser is asked for; nil where there is no denoiser.
    /// - Parameter tables: whose figures may tilt where no network has learned them
    func learnedNetworks(_ tables: TableSet) throws -> Models? {
        let file = denoiser == .published ? nil : denoiserFile
        guard file ?? space.assets.denoiser != nil else { return nil }
        let predictor = try anyPredictor()
        return Models(
            denoiser: try EmbeddedModels.denoiser(or: file, of: space), predictor: predictor, tiltable: try tiltable(beside: predictor, tables))
    }

    /// What takes tilts: the file that is named, else the embedded network; and what these do not take the figures of all architectures do, as a prior. nil where
    /// nothing takes any.
    private func tiltable(beside predictor: (any Predictor)?, _ tables: TableSet) throws -> (any TiltableDenoiser)? {
        guard space.isListed else { return try EmbeddedModels.tilts(of: space) }
        let named = try tiltedFile.map { try EmbeddedModels.tiltedDenoiser(or: $0, of: space) }
        let networks = try named.map { [$0] } ?? (predictor is any TiltableDenoiser ? [] : EmbeddedModels.tiltedDenoisers(of: space))
        let figures = try priorFigures(named as? ListedPredictor, predictor as? ListedPredictor, tables)
        return FirstTiltable(networks + [ExactTilts(figures, in: space)])
    }

    /// The figures of all architectures by property: first what the line names, then what comes with the program, so that a line means the same everywhere, then other
    /// tables', and last what a predictor has learned of a part of them.
    private func priorFigures(_ named: ListedPredictor?, _ predictor: ListedPredictor?, _ tables: TableSet) throws -> [PriorFigure] {
        let chosen = [named, predictorFile == nil ? nil : predictor].compactMap { $0 }.flatMap(\.figures)
        let embedded = tables.embedded.map { PriorFigure($0) } + (try EmbeddedModels.figures(of: space)?.figures ?? [])
        let others = tables.columns.filter(\.isOfAlmostAll).map { PriorFigure($0) }
        var seen: Set<String> = []
        return (chosen + embedded + others + (predictor?.figures ?? [])).filter { seen.insert($0.info.name).inserted }
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
