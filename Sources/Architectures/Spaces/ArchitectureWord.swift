/// A value of the JSON object that says an architecture in the words of its space, so that an evaluator need not take a text apart.
public enum ArchitectureWord: Sendable, Hashable {
    case texts([String])
    case numbers([Int])
    /// Numbers by name, with nothing where a layer is absent.
    case lists([String: [Int?]])
    /// A type a node, by the node's name.
    case types([String: String])
    case edges([GraphDocument.Edge])
}

extension ArchitectureWord: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var content = encoder.singleValueContainer()
        switch self {
        case .texts(let texts): try content.encode(texts)
        case .numbers(let numbers): try content.encode(numbers)
        case .lists(let lists): try content.encode(lists)
        case .types(let types): try content.encode(types)
        case .edges(let edges): try content.encode(edges)
        }
    }
}

extension Architecture {
    /// What it is in the words of its space, by key.
    public var words: [String: ArchitectureWord] { space.forms.words(of: self) }
}
