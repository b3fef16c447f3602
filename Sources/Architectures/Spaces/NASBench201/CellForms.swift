/// The written forms of cells: arch string, NASLib tuple, number in the benchmark's order.
struct CellForms: SpaceForms {
    func owns(_ text: String) -> Bool { text.hasPrefix("|") || text.hasPrefix("#") || text.hasPrefix("(") }

    func read(_ text: String, order: BenchmarkOrder?) throws -> Architecture {
        .cell(try Cell(parsing: text, order: Cell.isNumber(text) ? try order ?? .embedded() : order))
    }

    let written: Set = ["tuple", "pytorch"]
    let keys = ["operations", "naslib_tuple"]

    func read(_ object: ArchitectureObject, key: String) throws -> Architecture {
        guard key == "operations" else { return .cell(try Cell(naslibTuple: object.value(key, "a list of whole numbers"))) }
        let names: [String] = try object.value(key, "a list of operations")
        return .cell(
            try Cell(
                names.map { name in
                    guard let operation = Operation.allCases.first(where: { $0.benchmarkName == name }) else {
                        let known = Operation.allCases.map { "'\($0.benchmarkName)'" }.joined(separator: ", ")
                        throw ArchitectureError.json(reason: "'operations' may hold \(known) only")
                    }
                    return operation
                }))
    }

    func read(_ state: UnsafeBufferPointer<Float>) -> Reading {
        let decoded = Cell.decode(state)
        return Reading(
            architecture: decoded.cell.map(Architecture.cell), types: decoded.types, edges: decoded.edges,
            faults: decoded.violations.map(\.description))
    }

    func glance(_ state: UnsafeBufferPointer<Float>) -> (architecture: Architecture, isValid: Bool)? {
        guard let (code, isValid) = Cell.decodeCode(state), let cell = Cell(code: code) else { return nil }
        return (.cell(cell), isValid)
    }
}
