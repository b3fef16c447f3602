import Architectures
import Diffusion

/// The trained networks that come with the program.
enum EmbeddedModels {
    static let halfDenoiser = "denoiser-nasbench201-half.safetensors"

    /// - Parameter file: another file to read instead
    /// - Throws: `CommandError.otherSpace`, `SafetensorsError`, `ModelFileError`
    static func denoiser(or file: String? = nil, of space: SearchSpace = .nasbench201) throws -> LearnedDenoiser {
        let path = try file ?? AssetLocator().path(of: "denoiser-\(space.rawValue).safetensors")
        let denoiser = try LearnedDenoiser(contentsOf: path)
        guard denoiser.layout == space.layout else {
            throw CommandError.otherSpace(file: path, space: space.rawValue)
        }
        return denoiser
    }

    /// - Parameter file: another file to read instead
    static func predictor(or file: String? = nil) throws -> LearnedPredictor {
        try LearnedPredictor(contentsOf: file ?? AssetLocator().path(of: "predictor-nasbench201.safetensors"))
    }

    /// - Parameter file: another file to read instead
    static func tiltedDenoiser(or file: String? = nil) throws -> TiltedDenoiser {
        try TiltedDenoiser(contentsOf: file ?? AssetLocator().path(of: "denoiser-nasbench201-tilted.safetensors"))
    }

    /// - Parameter file: another file to read instead, of one of our predictors or a published one
    static func anyPredictor(or file: String? = nil) throws -> any Predictor {
        try file.map(PredictorFile.read) ?? predictor()
    }
}
