import Architectures
import Diffusion
import Published

/// The trained networks that come with the program.
enum EmbeddedModels {
    /// What stands for the embedded predictor of cells where a file is named; a file of that name is `./cells`.
    static let cells = "cells"

    /// - Parameter file: another file to read instead
    /// - Throws: `CommandError.otherSpace`, `SafetensorsError`, `ModelFileError`
    static func denoiser(or file: String? = nil, of space: SearchSpace = .usual) throws -> LearnedDenoiser {
        let path = try file ?? asset(space.assets.denoiser, "denoiser", of: space)
        let denoiser = try LearnedDenoiser(contentsOf: path)
        guard denoiser.space == space else {
            throw CommandError.otherSpace(file: path, space: space.name)
        }
        return denoiser
    }

    /// The trained denoiser; where none comes with the program the exact one, and that is told.
    static func anyDenoiser(or file: String?, of space: SearchSpace) throws -> any Denoiser {
        if file != nil || space.assets.denoiser != nil { return try denoiser(or: file, of: space) }
        Output.note("no trained denoiser of \(space.title) comes with the program: the exact one draws candidates")
        return space.isListed ? ExactDenoiser(of: space) : FactoredDenoiser(of: space)
    }

    /// - Parameter file: another file to read instead
    /// - Throws: `CommandError.otherSpace`, `.publishedPredictorOfCells`, `SafetensorsError`, `ModelFileError`
    static func predictor(or file: String? = nil, of space: SearchSpace = .usual) throws -> LearnedPredictor {
        let path = try file ?? asset(space.assets.predictor, "predictor", of: space)
        let read: any Predictor = space.isListed ? try LearnedPredictor(contentsOf: path) : try PredictorFile.read(self.path(path))
        guard let predictor = read as? LearnedPredictor else { throw CommandError.publishedPredictorOfCells(file: path) }
        guard predictor.space == space else { throw CommandError.otherSpace(file: path, space: space.name) }
        return predictor
    }

    /// The properties of a space without a list that are known exactly as sums over its parts: of MobileNetV3 latency as fitted, and what is counted.
    static func additiveProperties(of space: SearchSpace) throws -> [FactoredProperty] {
        if space.isListed { return [] }
        let fitted = try space.assets.sums.map { try FactoredPropertyFile.read(AssetLocator().path(of: $0)) } ?? []
        return fitted + (space == .mobilenetv3 ? try FactoredProperty.analytic() : FactoredProperty.counted(of: space))
    }

    /// What takes tilts in a space without a list: of the surrogate's figure, and of what is a sum.
    static func tilts(of space: SearchSpace) throws -> any TiltableDenoiser {
        try targets(of: space).map { SurrogateTilts($0) } ?? FactoredTilts(try additiveProperties(of: space), in: space)
    }

    /// Of a space with a surrogate.
    static func targets(of space: SearchSpace) throws -> FactoredTargets? {
        guard space.assets.surrogate != nil else { return nil }
        return FactoredTargets(try surrogate(), additive: try additiveProperties(of: space))
    }

    static func networkProperties() throws -> [FactoredProperty] { try additiveProperties(of: .mobilenetv3) }

    /// The surrogate of clean networks' top-1. - Parameter file: another file to read instead
    static func surrogate(or file: String? = nil) throws -> FactoredSurrogate {
        try FactoredSurrogate(contentsOf: file ?? asset(SearchSpace.mobilenetv3.assets.surrogate, "surrogate", of: .mobilenetv3))
    }

    /// Where a file that comes with the program is. - Throws: `CommandError.notTrained` where none does, `AssetError`
    static func asset(_ name: String?, _ what: String, of space: SearchSpace) throws -> String {
        guard let name else { throw CommandError.notTrained(what, space: space) }
        return try AssetLocator().path(of: name)
    }

    /// - Parameter file: of a tilt-conditioned denoiser or of a predictor of clean architectures, or `cells`
    /// - Throws: `CommandError.otherSpace`, `.notTrained`, `SafetensorsError`, `ModelFileError`
    static func tiltedDenoiser(or file: String, of space: SearchSpace) throws -> any TiltableDenoiser {
        let path = try path(file), found = try TiltableFile.read(path)
        if let own = (found as? TiltedDenoiser)?.space ?? (found as? ListedPredictor)?.space, own != space {
            throw CommandError.otherSpace(file: path, space: space.name)
        }
        return found
    }

    /// The tilt-conditioned denoisers that come with the program.
    static func tiltedDenoisers(of space: SearchSpace) throws -> [any TiltableDenoiser] {
        try space.assets.tiltedDenoisers.map { try tiltedDenoiser(or: AssetLocator().path(of: $0), of: space) }
    }

    /// The predictor of clean architectures that comes with the program; nil where none does.
    static func figures(of space: SearchSpace) throws -> ListedPredictor? {
        try space.assets.cleanPredictor.map { try ListedPredictor(contentsOf: AssetLocator().path(of: $0)) }
    }

    private static func path(_ file: String) throws -> String {
        file == cells ? try asset(SearchSpace.usual.assets.cleanPredictor, "predictor", of: .usual) : file
    }

    /// - Parameter file: another file to read instead, of one of our predictors or a published one, or `cells`
    /// - Throws: `CommandError.otherSpace`, `SafetensorsError`, `ModelFileError`, `PublishedError`
    static func anyPredictor(or file: String? = nil, of space: SearchSpace = .usual) throws -> any Predictor {
        guard space.isListed else { return try predictor(or: file, of: space) }
        let file = try file.map(path) ?? asset(space.assets.predictor, "predictor", of: space), found = try PredictorFile.read(file)
        if let own = (found as? LearnedPredictor)?.space ?? (found as? ListedPredictor)?.space, own != space {
            throw CommandError.otherSpace(file: file, space: space.name)
        }
        return found
    }
}
