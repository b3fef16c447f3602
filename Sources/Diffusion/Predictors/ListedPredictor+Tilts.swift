import Tensors

/// The space is finite, so figures that were learned for every architecture tilt the prior itself: guidance of any strength by any of the
/// properties, without a gradient, and as right as the figures are.
extension ListedPredictor: TiltableDenoiser {
    public var reaches: [TiltReach] { [TiltReach(.figures, properties: properties.map(\.name), takesAims: true)] }

    public func tilted(by guidance: Guidance) throws -> any Denoiser { try ExactTilts(figures, in: space).tilted(by: guidance) }

    /// What it says of every architecture, as a prior takes it.
    public var figures: [PriorFigure] {
        let pathless = space.list?.placesWithoutEdges ?? []
        return properties.indices.map { p in
            PriorFigure(properties[p], scale: { scales[p] }) {
                var scores = estimates(of: p)
                // What no image passes through has no latency, whatever a network says that never saw one.
                if properties[p].isLatency { for place in pathless { scores[place] = .nan } }
                return scores
            }
        }
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
