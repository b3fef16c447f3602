import Tensors

extension OwnListing {
    func put(into tensors: inout [String: Safetensors.Tensor], nodes: Int) {
        tensors["types"] = .init(types, shape: [count, nodes])
        tensors["runs"] = .init(runs, shape: [count])
        tensors["edges"] = .init(edges.flatMap { $0.map { $0 ? 1 : 0 } } as [UInt8], shape: [edges.count, edges.first?.count ?? 0])
    }

    /// - Throws: `SafetensorsError`, `OwnSpaceError.damaged`
    init(_ file: Safetensors, _ layout: GraphLayout) throws {
        let slots = layout.slots.count
        types = try file.uint8s("types")
        runs = try file.int32s("runs")
        let sets = file.tensors["edges"].map { $0.shape.first ?? 0 } ?? 0
        let flat = try file.uint8s("edges", shape: [sets, slots])
        guard !runs.isEmpty, runs.count <= ArchitectureList.most, types.count == runs.count * layout.nodeCount else {
            throw OwnSpaceError.damaged(file: file.name, rule: "'types' and 'runs' are not of as many architectures")
        }
        guard types.allSatisfy({ $0 < layout.typeCount }), runs.allSatisfy({ (0..<sets).contains(Int($0)) }), flat.allSatisfy({ $0 <= 1 }) else {
            throw OwnSpaceError.damaged(file: file.name, rule: "a type or an edge is none of the space's")
        }
        edges = (0..<sets).map { set in flat[set * slots..<(set + 1) * slots].map { $0 == 1 } }
    }
}
