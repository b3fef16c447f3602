import Foundation
import Tensors

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
    /// A written form breaks off at a layer.
    case layerText(String, layer: Int, expected: String)
    case depthText(found: Int, layer: Int, depth: Int)
    case json(String)
    case unknownKey(String)
    /// A width or resolution that no network has.
    case setting(key: String, value: Double, rule: String)
    /// One that would be lost where networks are of the usual setting.
    case otherSetting(MobileNetSetting, keys: [String])
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
        case .notANumber(let name, let place, let text): "entry \(place) of '\(name)' is '\(text.escaped())'; it must be a whole number"
        case .kernel(let kernel, let stage, let layer):
            "the kernel of layer \(layer) of stage \(stage) is \(kernel); it must be 3, 5 or 7"
        case .expansion(let expansion, let stage, let layer):
            "the expansion of layer \(layer) of stage \(stage) is \(expansion); it must be 3, 4 or 6"
        case .missing(let name, let stage, let layer): "'\(name)' says nothing of layer \(layer) of stage \(stage), which is present"
        case .layerText(let text, let layer, let expected): "layer \(layer) of the network is '\(text.escaped())', expected \(expected)"
        case .depthText(let found, let layer, let depth):
            "layer \(layer) of the network says its stage has \(found) layers, but \(depth) are present"
        case .json(let reason): "the JSON is not a network: \(reason); \(Self.acceptedForms)"
        case .unknownKey(let key):
            "the JSON is not a network: the key '\(key.escaped(limit: 40))' is unknown, and may change what the network is; take it out if it does not"
        case .setting(let key, let value, let rule): "'\(key)' is \(Int(exactly: value).map(String.init) ?? "\(value)"); it must be \(rule)"
        case .otherSetting(let setting, let keys):
            "\(keys.map { "'\($0)'" }.joined(separator: ", ")): the network is meant at \(setting.resolution) pixels and width \(setting.width.rawValue), "
                + "and here networks are at 224 pixels and width 1.0; take it out, or let 'dnag export --as json' count it as it is meant"
        case .resolution(let side): "the resolution is \(side); it must be between 32 and 1024 pixels"
        case .unknownForm(let text): "'\(text.escaped())' is not a network: \(Self.acceptedForms)"
        }
    }
}
