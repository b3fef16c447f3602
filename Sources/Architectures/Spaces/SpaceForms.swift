import Tensors

/// How architectures of one space are written, and what a state of it says.
protocol SpaceForms: Sendable {
    /// Whether the text looks like an architecture of the space, and of no other where it is read in another.
    func owns(_ text: String) -> Bool

    /// Reads any form that is no JSON.
    func read(_ text: String, in space: SearchSpace) throws -> Architecture

    /// Keys of a JSON object that name an architecture of the space, beside `arch`.
    var keys: [String] { get }

    /// Reads what stands under one of the keys, which is there.
    func read(_ object: ArchitectureObject, key: String) throws -> Architecture

    /// Refuses an object that says something of its architecture which would be dropped.
    func check(_ entries: [String: Any]) throws

    /// The parts that each type is made of, by column of V, numbered from 0, such as a kernel and an expansion; nil where each type is a part.
    var typeParts: [[Int]]? { get }

    /// Names of the forms that architectures are written in, beside those that all spaces have.
    var written: Set<String> { get }

    /// As the space writes an architecture.
    func text(of architecture: Architecture) -> String

    /// The text cut where a line may end.
    func parts(of architecture: Architecture) -> [String]

    /// What architectures have in common that are the same in other words, such as with nodes numbered otherwise.
    /// - Parameter shape: of the edges; nil where no path leads from the first node to the last
    func key(types: [Int], edges: [Bool], _ shape: GraphShape?) -> IsomorphKey

    /// What else names an architecture in a few characters, and what that is called.
    func note(of architecture: Architecture) -> (label: String, text: String)?

    /// What an architecture is, for evaluators: values of a JSON object by key.
    func words(of architecture: Architecture) -> [String: ArchitectureWord]

    /// An architecture in a form of the space's own, by the form's name; nil for a form that the space does not have.
    func text(_ form: String, of architecture: Architecture) -> String?

    /// What an architecture is by itself, for JSON.
    func document(of architecture: Architecture) throws -> any Encodable & Sendable

    /// The graph in Graphviz's DOT language.
    func dot(of architecture: Architecture) -> String

    /// How rows of a table with these columns name architectures, as far as the columns and the first row tell; nil where they do not.
    func rows(_ names: [String], _ firstRow: [String], of space: SearchSpace) -> RowForm?

    /// What a column of a table may hold that no other number is, in words.
    var examples: String { get }

    /// How rows name architectures in the column at a place, whatever stands there.
    func rows(_ names: [String], at place: Int, of space: SearchSpace) -> RowForm

    /// The architectures of a kept table in a form of another time; nil where it has none of it.
    func formerlyKept(_ file: Safetensors) throws -> [Architecture]?

    /// Figures that can be counted rather than measured, by place.
    func counted(_ list: ArchitectureList) -> [(name: String, values: [Double])]

    /// What an embedded table keeps of its rows' numbers; nil where they are no order of the space.
    func kept(numbers: [Double], of architectures: [Architecture]) -> [String: Safetensors.Tensor]?

    /// Properties that people most often want to see and steer first.
    var usualProperties: [String] { get }

    /// What a state says when every choice in it is made. Any values are accepted.
    func read(_ state: UnsafeBufferPointer<Float>, of space: SearchSpace) -> Reading

    /// What `V` names and whether `E` agrees; nil when it names nothing. What `read` says, without its faults.
    func glance(_ state: UnsafeBufferPointer<Float>, of space: SearchSpace) -> (architecture: Architecture, isValid: Bool)?
}

extension SpaceForms {
    var typeParts: [[Int]]? { nil }
    var written: Set<String> { [] }
    func check(_ entries: [String: Any]) throws {}
    func text(of architecture: Architecture) -> String { architecture.place.map { "#\($0)" } ?? "" }
    func parts(of architecture: Architecture) -> [String] { [architecture.archString] }
    func note(of architecture: Architecture) -> (label: String, text: String)? { architecture.place.map { ("number", "#\($0)") } }
    func words(of architecture: Architecture) -> [String: ArchitectureWord] {
        let graph = GraphDocument(architecture)
        return ["types": .types(graph.types), "edges": .edges(graph.edges)]
    }
    func text(_ form: String, of architecture: Architecture) -> String? { nil }
    func read(_ state: UnsafeBufferPointer<Float>, of space: SearchSpace) -> Reading { GraphReading.read(state, of: space) }
    func glance(_ state: UnsafeBufferPointer<Float>, of space: SearchSpace) -> (architecture: Architecture, isValid: Bool)? {
        GraphReading.glance(state, of: space)
    }
    func document(of architecture: Architecture) throws -> any Encodable & Sendable { GraphDocument(architecture) }
    func dot(of architecture: Architecture) -> String { architecture.graphDOT }
    func rows(_ names: [String], _ firstRow: [String], of space: SearchSpace) -> RowForm? {
        writtenColumn(names, firstRow, of: space).map { rows(names, at: $0, of: space) }
    }
    func rows(_ names: [String], at place: Int, of space: SearchSpace) -> RowForm { RowForm(names, at: place, of: space) }
    func formerlyKept(_ file: Safetensors) throws -> [Architecture]? { nil }
    func counted(_ list: ArchitectureList) -> [(name: String, values: [Double])] { [] }
    func kept(numbers: [Double], of architectures: [Architecture]) -> [String: Safetensors.Tensor]? { [:] }
    var usualProperties: [String] { [] }
    var examples: String { "a written architecture" }
}

extension Architecture {
    /// Its text cut where a line may end.
    public var textParts: [String] { space.forms.parts(of: self) }

    /// What else names it in a few characters, and what that is called.
    public var note: (label: String, text: String)? { space.forms.note(of: self) }

    /// The text of a form of its space's own, by the form's name; nil for a form that its space does not have.
    public func text(_ form: String) -> String? { space.forms.text(form, of: self) }

    /// What it is by itself, for JSON. - Throws: what the space's own table throws where a number is of its order
    public func document() throws -> any Encodable & Sendable { try space.forms.document(of: self) }

    /// The graph in Graphviz's DOT language.
    public var dot: String { space.forms.dot(of: self) }
}

extension SearchSpace {
    /// Properties that people most often want to see and steer first.
    public var usualProperties: [String] { forms.usualProperties }
}
