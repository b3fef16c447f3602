import Architectures
import Diffusion
import Published

/// The trained networks that come with the program.
enum EmbeddedModels {
    static let halfDenoiser = "denoiser-nasbench201-half.safetensors"
    /// What stands for the embedded predictor of cells where a file is named; a file of that name is `./cells`.
    static let cells = "cells"

    /// - Parameter file: another file to read instead
    /// - Throws: `CommandError.otherSpace`, `SafetensorsError`, `ModelFileError`
    static func denoiser(or file: String? = nil, of space: SearchSpace = .nasbench201) throws -> LearnedDenoiser {
        let path = try file ?? AssetLocator().path(of: "denoiser-\(space.name).safetensors")
        let denoiser = try LearnedDenoiser(contentsOf: path)
        guard denoiser.space == space else {
            throw CommandError.otherSpace(file: path, space: space.name)
        }
        return denoiser
    }

    /// - Parameter file: another file to read instead
    /// - Throws: `CommandError.otherSpace`, `.publishedPredictorOfCells`, `SafetensorsError`, `ModelFileError`
    static func predictor(or file: String? = nil, of space: SearchSpace = .nasbench201) throws -> LearnedPredictor {
        let path = try file ?? AssetLocator().path(of: "predictor-\(space.name).safetensors")
        let read: any Predictor = space.isListed ? try LearnedPredictor(contentsOf: path) : try PredictorFile.read(self.path(path))
        guard let predictor = read as? LearnedPredictor else { throw CommandError.publishedPredictorOfCells(file: path) }
        guard predictor.space == space else { throw CommandError.otherSpace(file: path, space: space.name) }
        return predictor
    }

    /// The properties of a space that are known exactly as sums over blocks, patterns and nodes.
    static func additiveProperties(of space: SearchSpace) throws -> [FactoredProperty] { space == .mobilenetv3 ? try networkProperties() : [] }

    /// The properties of MobileNetV3 networks that are sums over layers: latency as fitted, parameters and multiply-adds as counted.
    static func networkProperties() throws -> [FactoredProperty] {
        try FactoredPropertyFile.read(AssetLocator().path(of: "latency-note10-mobilenetv3.safetensors")) + FactoredProperty.analytic()
    }

    /// The surrogate of clean networks' top-1. - Parameter file: another file to read instead
    static func surrogate(or file: String? = nil) throws -> NetworkSurrogate {
        try NetworkSurrogate(contentsOf: file ?? AssetLocator().path(of: "surrogate-mobilenetv3.safetensors"))
    }

    /// - Parameter file: another file to read instead, of a tilt-conditioned denoiser or of a predictor of clean cells, or `cells`
    static func tiltedDenoiser(or file: String? = nil) throws -> any TiltableDenoiser {
        try TiltableFile.read(file.map(path) ?? AssetLocator().path(of: "denoiser-nasbench201-tilted.safetensors"))
    }

    private static func path(_ file: String) throws -> String {
        file == cells ? try AssetLocator().path(of: "cells-nasbench201.safetensors") : file
    }

    /// - Parameter file: another file to read instead, of one of our predictors or a published one, or `cells`
    /// - Throws: `CommandError.otherSpace`, `SafetensorsError`, `ModelFileError`, `PublishedError`
    static func anyPredictor(or file: String? = nil, of space: SearchSpace = .nasbench201) throws -> any Predictor {
        guard space.isListed, let file else { return try predictor(or: file, of: space) }
        let found = try PredictorFile.read(path(file))
        if let learned = found as? LearnedPredictor, learned.space != space {
            throw CommandError.otherSpace(file: file, space: space.name)
        }
        return found
    }
}
