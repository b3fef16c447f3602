import Foundation

/// Why something written is not a network of the MobileNetV3 space. Stages and layers are counted from 1.
public enum MobileNetError: Error, Hashable, Sendable {
    case stageCount(Int)
    case depth(Int, stage: Int?)
    /// A list of depths, kernels or expansions has another length.
    case listCount(name: String, found: Int, expected: Int)
    case notANumber(name: String, place: Int, text: String)
    case kernel(Int, stage: Int, layer: Int)
    case expansion(Int, stage: Int, layer: Int)
    /// A kernel or an expansion within the depth is 0 or missing.
    case missing(name: String, stage: Int, layer: Int)
    /// One beyond the depth is something.
    case beyondDepth(name: String, value: Int, stage: Int, layer: Int, depth: Int)
    /// A written form breaks off at a layer.
    case layerText(String, layer: Int, expected: String)
    case depthText(found: Int, layer: Int, depth: Int)
    case json(String)
    case resolution(Int)
    case unknownForm(String)
}

extension MobileNetError: CustomStringConvertible, LocalizedError {
    static let acceptedForms = """
        a network is written layer by layer as depth-kernel-expansion (3-5-6_3-3-4_3-7-3_0-0-0_…, twenty of them), as three lists divided by \
        commas (2 3 2 4 3,5 7 0 0 …,4 3 0 0 …) or as JSON ({"d": […], "ks": […], "e": […]})
        """

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .stageCount(let count): "a network has 5 stages, not \(count)"
        case .depth(let depth, nil): "a stage has 2 to 4 layers, not \(depth)"
        case .depth(let depth, .some(let stage)): "the depth of stage \(stage) is \(depth); it must be 2, 3 or 4"
        case .listCount(let name, let found, let expected): "'\(name)' has \(found) entries; it must have \(expected)"
        case .notANumber(let name, let place, let text): "entry \(place) of '\(name)' is '\(text)'; it must be a whole number"
        case .kernel(let kernel, let stage, let layer):
            "the kernel of layer \(layer) of stage \(stage) is \(kernel); it must be 3, 5 or 7"
        case .expansion(let expansion, let stage, let layer):
            "the expansion of layer \(layer) of stage \(stage) is \(expansion); it must be 3, 4 or 6"
        case .missing(let name, let stage, let layer): "'\(name)' says nothing of layer \(layer) of stage \(stage), which is present"
        case .beyondDepth(let name, let value, let stage, let layer, let depth):
            "'\(name)' is \(value) at layer \(layer) of stage \(stage), which has only \(depth) layers; it must be 0 or null there"
        case .layerText(let text, let layer, let expected): "layer \(layer) of the network is '\(text)', expected \(expected)"
        case .depthText(let found, let layer, let depth):
            "layer \(layer) of the network says its stage has \(found) layers, but \(depth) are present"
        case .json(let reason): "the JSON is not a network: \(reason); \(Self.acceptedForms)"
        case .resolution(let side): "the resolution is \(side); it must be between 32 and 1024 pixels"
        case .unknownForm(let text): "'\(text)' is not a network: \(Self.acceptedForms)"
        }
    }
}
