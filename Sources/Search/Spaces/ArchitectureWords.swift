/// An architecture in the words of its space, so that an evaluator need not take a text apart.
public enum ArchitectureWords: Sendable, Hashable {
    /// The operation on each edge of a cell by name, in the space's order.
    case operations([String])
    /// Numbers by name, with nothing where a layer is absent: what Once-for-All's `set_active_subnet` takes.
    case lists([String: [Int?]])
}
