import Diffusion
import Explorer

extension Synthetic {
    /// The synthetic networks beside a second one in the place of a published network, trained from σ 5 to 0.1.
    static let withPublished = LoadedModels(
        learned: models.learned,
        published: LoadedModels.Published(
            models: Models(denoiser: IndependentDenoiser(shift: 0.1), predictor: LinearPredictor(), tiltable: ShiftedDenoisers()),
            sigmas: 0.1...5),
        figures: models.figures)
}
