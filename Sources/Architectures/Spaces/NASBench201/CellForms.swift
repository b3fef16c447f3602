/// The written forms of cells: arch string, NASLib tuple, number in the benchmark's order.
struct CellForms: SpaceForms {
    func owns(_ text: String) -> Bool { text.hasPrefix("|") || text.hasPrefix("#") || text.hasPrefix("(") }

    func read(_ text: String, in space: SearchSpace) throws -> Architecture {
        Architecture(try Cell(parsing: text, order: Cell.isNumber(text) ? try .embedded() : nil))
    }

    let written: Set = ["tuple", "pytorch"]
    let usualProperties = [
        "cifar10_test", "latency_ms_pixel3", "baseline_accuracy", "params_m", "cifar10_apgd_linf_1.0", "analog_drift_86400", "cifar100_test", "macs_m",
    ]
    let keys = ["operations", "naslib_tuple"]

    func read(_ object: ArchitectureObject, key: String) throws -> Architecture {
        guard key == "operations" else { return Architecture(try Cell(naslibTuple: object.value(key, "a list of whole numbers"))) }
        let names: [String] = try object.value(key, "a list of operations")
        return Architecture(
            try Cell(
                names.map { name in
                    guard let operation = Operation.allCases.first(where: { $0.benchmarkName == name }) else {
                        let known = Operation.allCases.map { "'\($0.benchmarkName)'" }.joined(separator: ", ")
                        throw ArchitectureError.json(reason: "'operations' may hold \(known) only")
                    }
                    return operation
                }))
    }

    func text(of architecture: Architecture) -> String { architecture.cell?.archString ?? "" }

    func parts(of architecture: Architecture) -> [String] {
        text(of: architecture).split(separator: "+").enumerated().map { ($0.offset > 0 ? "+" : "") + $0.element }
    }

    /// By what the cell computes, which its graph of operations alone does not tell: where an edge skips, two feature maps are one.
    func key(types: [Int], edges: [Bool], _ shape: GraphShape?) -> IsomorphKey {
        Cell(nodeTypes: types).map { IsomorphKey($0.text(.opened)) } ?? IsomorphKey(types: types, edges: edges)
    }

    func note(of architecture: Architecture) -> (label: String, text: String)? { architecture.cell.map { ("tuple", $0.tupleText) } }

    func words(of architecture: Architecture) -> [String: ArchitectureWord] {
        ["operations": .texts(architecture.cell?.operations.map(\.benchmarkName) ?? [])]
    }

    func text(_ form: String, of architecture: Architecture) -> String? {
        switch form {
        case "tuple": architecture.cell.map { $0.tupleText + "\n" }
        case "pytorch": architecture.cell?.pyTorchModule
        default: nil
        }
    }

    func document(of architecture: Architecture) throws -> any Encodable & Sendable {
        guard let cell = architecture.cell else { return GraphDocument(architecture) }
        return CellDocument(cell, order: try .embedded())
    }

    func dot(of architecture: Architecture) -> String { architecture.cell?.dot ?? architecture.graphDOT }

    func read(_ state: UnsafeBufferPointer<Float>, of space: SearchSpace) -> Reading {
        let decoded = Cell.decode(state)
        return Reading(
            architecture: decoded.cell.map { Architecture($0) }, types: decoded.types, edges: decoded.edges,
            faults: decoded.violations.map(\.description))
    }

    func glance(_ state: UnsafeBufferPointer<Float>, of space: SearchSpace) -> (architecture: Architecture, isValid: Bool)? {
        guard let (code, isValid) = Cell.decodeCode(state), let cell = Cell(code: code) else { return nil }
        return (Architecture(cell), isValid)
    }
}

extension Architecture {
    public init(_ cell: Cell) { self.init(listed: cell.code, of: .nasbench201) }

    /// nil in another space.
    public var cell: Cell? { space == .nasbench201 ? place.flatMap(Cell.init(code:)) : nil }
}

extension Cell {
    fileprivate var tupleText: String { "(" + naslibTuple.map(String.init).joined(separator: ", ") + ")" }
}
