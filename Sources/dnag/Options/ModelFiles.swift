import ArgumentParser
import Diffusion

/// Files of networks to use instead of the embedded ones.
struct ModelFiles: ParsableArguments {
    @Option(help: ArgumentHelp("A denoiser to use instead of the embedded one.", valueName: "file"))
    var denoiserFile: String?

    @Option(help: ArgumentHelp("A predictor to use instead of the embedded one.", valueName: "file"))
    var predictorFile: String?

    @Option(help: ArgumentHelp("A tilt-conditioned denoiser to use instead of the embedded one.", valueName: "file"))
    var tiltedFile: String?

    func denoiser() throws -> LearnedDenoiser { try EmbeddedModels.denoiser(or: denoiserFile) }
    func predictor() throws -> LearnedPredictor { try EmbeddedModels.predictor(or: predictorFile) }
    func tiltedDenoiser() throws -> TiltedDenoiser { try EmbeddedModels.tiltedDenoiser(or: tiltedFile) }
}
