extension MobileNet {
    /// A layer by its stage, 0..<5, and its place in it, 0..<4.
    public struct Place: Hashable, Sendable, CustomStringConvertible {
        public let stage, layer: Int

        init(_ node: Int) {
            stage = node / MobileNet.layersPerStage
            layer = node % MobileNet.layersPerStage
        }

        /// As people count: stage and layer from 1.
        public var description: String { "\(stage + 1).\(layer + 1)" }
    }
}

/// One reason why a state is not a valid network.
public enum MobileNetViolation: Sendable, Hashable {
    case stateSize(found: Int, expected: Int)
    case layerNotFinite(MobileNet.Place)
    case edgeNotFinite(MobileNet.Place, MobileNet.Place)
    /// One of a stage's first two layers is absent.
    case layerMissing(MobileNet.Place)
    /// A fourth layer without a third.
    case layerAfterAbsent(MobileNet.Place)
    case edgeMissing(MobileNet.Place, MobileNet.Place)
    case edgeToAbsent(MobileNet.Place, MobileNet.Place, absent: MobileNet.Place)
    /// The edge leaves a stage before its last layer.
    case edgeOverPresent(MobileNet.Place, MobileNet.Place, depth: Int)
}

extension MobileNetViolation: CustomStringConvertible {
    public var description: String {
        switch self {
        case .stateSize(let found, let expected): "the state has \(found) values; a network's has \(expected)"
        case .layerNotFinite(let place): "layer \(place) has a value that is not a finite number"
        case .edgeNotFinite(let from, let to): "edge \(from)→\(to) has a value that is not a finite number"
        case .layerMissing(let place): "layer \(place) is absent; the first two layers of a stage must be present"
        case .layerAfterAbsent(let place): "layer \(place) is present but the one before it is absent"
        case .edgeMissing(let from, let to): "edge \(from)→\(to) is absent but these layers follow each other"
        case .edgeToAbsent(let from, let to, let absent): "edge \(from)→\(to) is present but layer \(absent) is absent"
        case .edgeOverPresent(let from, let to, let depth):
            "edge \(from)→\(to) is present but stage \(from.stage + 1) goes on to layer \(depth)"
        }
    }
}
