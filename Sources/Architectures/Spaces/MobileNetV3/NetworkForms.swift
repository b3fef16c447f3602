/// The written forms of networks: `depth-kernel-expansion` a layer, the three columns of a table, Once-for-All's lists as JSON.
struct NetworkForms: SpaceForms {
    func owns(_ text: String) -> Bool { text.prefixMatch(of: #/[0-9]+-[0-9]+-[0-9]+_/#) != nil }

    func read(_ text: String, in space: SearchSpace) throws -> Architecture { Architecture(try MobileNet(parsing: text)) }

    /// Three kernels and three expansions; nothing where the layer is absent.
    let typeParts: [[Int]]? = [[]] + (0..<MobileNet.Layer.count).map { [$0 / 3, 3 + $0 % 3] }

    let written: Set = ["ofa", "columns", "net-config", "pytorch"]
    let usualProperties = ["params_m", "imagenet_top1", "latency_ms_note10", "macs_m"]
    let keys = ["network", "d", "ks", "e"]

    func check(_ entries: [String: Any]) throws { try MobileNetSetting.check(entries) }

    func read(_ object: ArchitectureObject, key: String) throws -> Architecture {
        let lists: [String: Any] = key == "network" ? try object.value(key, "an object") : object.entries
        return Architecture(try MobileNet(json: ArchitectureObject.text(of: lists)))
    }

    func text(of architecture: Architecture) -> String { architecture.network?.archString ?? "" }

    /// Layers stand where they stand, and absent ones are all alike: no two networks are the same.
    func key(types: [Int], edges: [Bool], _ shape: GraphShape?) -> IsomorphKey { IsomorphKey(types: types, edges: edges) }

    /// A stage a line.
    func parts(of architecture: Architecture) -> [String] {
        let layers = text(of: architecture).split(separator: "_")
        return stride(from: 0, to: layers.count, by: MobileNet.layersPerStage).map { first in
            (first > 0 ? "_" : "") + layers[first..<min(first + MobileNet.layersPerStage, layers.count)].joined(separator: "_")
        }
    }

    func note(of architecture: Architecture) -> (label: String, text: String)? { architecture.network.map { ("depths", $0.columns.depths) } }

    /// As Once-for-All's `set_active_subnet` takes it.
    func words(of architecture: Architecture) -> [String: ArchitectureWord] {
        guard let network = architecture.network else { return [:] }
        return ["network": .lists(["d": network.depths, "ks": network.kernels, "e": network.expansions])]
    }

    func text(_ form: String, of architecture: Architecture) -> String? {
        guard let network = architecture.network else { return nil }
        let columns = network.columns
        switch form {
        case "ofa": return network.json + "\n"
        case "net-config": return SizedNetwork(network).netConfig + "\n"
        case "pytorch": return try? SizedNetwork(network).pyTorchModule()
        case "columns": return [columns.depths, columns.kernels, columns.expansions].joined(separator: ",") + "\n"
        default: return nil
        }
    }

    func document(of architecture: Architecture) throws -> any Encodable & Sendable {
        guard let network = architecture.network else { return GraphDocument(architecture) }
        return try MobileNetDocument(network)
    }

    func dot(of architecture: Architecture) -> String { architecture.network?.dot ?? architecture.graphDOT }

    func read(_ state: UnsafeBufferPointer<Float>, of space: SearchSpace) -> Reading {
        let decoded = MobileNet.decode(state)
        return Reading(
            architecture: decoded.network.map { Architecture($0) }, types: decoded.types, edges: decoded.edges,
            faults: decoded.violations.map(\.description))
    }

    func glance(_ state: UnsafeBufferPointer<Float>, of space: SearchSpace) -> (architecture: Architecture, isValid: Bool)? {
        MobileNet.glance(state).map { (Architecture($0.network), $0.isValid) }
    }
}

extension Architecture {
    public init(_ network: MobileNet) { self.init(known: network.nodeTypes, network.presence, of: .mobilenetv3) }

    /// nil in another space.
    public var network: MobileNet? { space == .mobilenetv3 ? MobileNet(nodeTypes: nodeTypes) : nil }
}
