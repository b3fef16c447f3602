/// The written forms of networks: `depth-kernel-expansion` a layer, the three columns of a table, Once-for-All's lists as JSON.
struct NetworkForms: SpaceForms {
    func owns(_ text: String) -> Bool { text.prefixMatch(of: #/[0-9]+-[0-9]+-[0-9]+_/#) != nil }

    func read(_ text: String, order: BenchmarkOrder?) throws -> Architecture { .network(try MobileNet(parsing: text)) }

    let written: Set = ["ofa", "columns"]
    let keys = ["network", "d", "ks", "e"]

    func check(_ entries: [String: Any]) throws { try MobileNetSetting.check(entries) }

    func read(_ object: ArchitectureObject, key: String) throws -> Architecture {
        let lists: [String: Any] = key == "network" ? try object.value(key, "an object") : object.entries
        return .network(try MobileNet(json: ArchitectureObject.text(of: lists)))
    }

    func read(_ state: UnsafeBufferPointer<Float>) -> Reading {
        let decoded = MobileNet.decode(state)
        return Reading(
            architecture: decoded.network.map(Architecture.network), types: decoded.types, edges: decoded.edges,
            faults: decoded.violations.map(\.description))
    }

    func glance(_ state: UnsafeBufferPointer<Float>) -> (architecture: Architecture, isValid: Bool)? {
        MobileNet.glance(state).map { (.network($0.network), $0.isValid) }
    }
}
