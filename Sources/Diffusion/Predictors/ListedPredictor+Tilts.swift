import Tensors

/// The space is finite, so figures that were learned for every architecture tilt the prior itself: guidance of any strength by any of the
/// properties, without a gradient, and as right as the figures are.
extension ListedPredictor: TiltableDenoiser {
    public func tilted(by tilts: [String: Double]) throws -> any Denoiser {
        let scores = properties.indices.map { tilts[properties[$0].name] == nil ? [] : estimates(of: $0) }
        return try ExactTilts(in: space, properties: properties, scores: scores).tilted(by: tilts)
    }
}

/// A file that takes tilts.
public enum TiltableFile {
    /// Reads a tilt-conditioned denoiser or a predictor of clean architectures, whichever the file holds.
    /// - Throws: `SafetensorsError`, `ModelFileError`.
    public static func read(_ path: String) throws -> any TiltableDenoiser {
        let file = try Safetensors(contentsOf: path)
        return ListedPredictor.recognises(file) ? try ListedPredictor(file) : try TiltedDenoiser(file)
    }
}
