import Architectures
import Diffusion
import Foundation
import Tensors

extension PublishedFile {
    /// The weights that a layout names, as `weights.…`.
    static func tensors(_ weights: some Collection<Float>, _ layout: ParameterLayout) -> [String: Safetensors.Tensor] {
        let named = ModelFile.tensors(Array(weights), layout).map { (prefix + $0.key, $0.value) }
        return Dictionary(uniqueKeysWithValues: named)
    }

    /// What a model knows of its training, as metadata: which mask, and σmin and σmax.
    static func recipe(_ mask: PublishedDenoiser.Mask, _ sigmas: ClosedRange<Double>) -> [String: String] {
        ["mask": mask.rawValue, "sigma_min": "\(sigmas.lowerBound)", "sigma_max": "\(sigmas.upperBound)"]
    }

    /// The mask a file names; nil where it names none.
    static func mask(_ file: Safetensors) throws -> PublishedDenoiser.Mask? {
        guard let name = file.metadata["mask"] else { return nil }
        guard let mask = PublishedDenoiser.Mask(rawValue: name) else {
            throw PublishedError.unknownChoice(
                file: file.name, key: "mask", value: name, known: PublishedDenoiser.Mask.allCases.map(\.rawValue))
        }
        return mask
    }

    /// σmin … σmax of the training; those published for the space where a file says nothing.
    static func sigmas(_ file: Safetensors, of space: SearchSpace = .nasbench201) throws -> ClosedRange<Double> {
        func read(_ key: String, or usual: Double, _ holds: (Double) -> Bool) throws -> Double {
            file.metadata[key] == nil ? usual : try number(file, key, holds)
        }
        let usual = PublishedDenoiser.sigmas(of: space)
        let low = try read("sigma_min", or: usual.lowerBound) { $0 > 0 }
        let high = try read("sigma_max", or: max(usual.upperBound, 2 * low)) { $0 > low }
        return low...high
    }
}
