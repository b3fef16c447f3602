import ArgumentParser
import Architectures
import Diffusion

/// Which networks to use.
struct ModelOptions: ParsableArguments {
    @Option(help: "The search space.")
    var space: Space = .nasbench201

    @Option(help: "The trained network, or the exact posterior (with exact predictions from the tables).")
    var denoiser: DenoiserChoice = .learned

    @Option(help: ArgumentHelp("A denoiser to use instead of the embedded one.", valueName: "file"))
    var denoiserFile: String?

    @Option(help: ArgumentHelp("A predictor to use instead of the embedded one.", valueName: "file"))
    var predictorFile: String?

    func learnedDenoiser() throws -> LearnedDenoiser { try EmbeddedModels.denoiser(or: denoiserFile) }
    func learnedPredictor() throws -> LearnedPredictor { try EmbeddedModels.predictor(or: predictorFile) }

    /// - Parameters:
    ///   - steered: the properties that guidance names; the exact predictor predicts these, from the tables
    func models(_ tables: TableSet, steered: [String]) throws -> Models {
        switch denoiser {
        case .learned:
            return Models(denoiser: try learnedDenoiser(), predictor: try learnedPredictor())
        case .exact:
            let columns = try steered.map { try tables.column($0) }
            return Models(
                denoiser: ExactDenoiser(), predictor: columns.isEmpty ? nil : ExactPredictor(columns: columns))
        }
    }
}
