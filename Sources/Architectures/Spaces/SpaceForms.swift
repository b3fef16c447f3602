/// How architectures of one space are written, and what a state of it says.
protocol SpaceForms: Sendable {
    /// Whether the text looks like an architecture of the space, and of no other where it is read in another.
    func owns(_ text: String) -> Bool

    /// Reads any form that is no JSON. - Parameter order: the benchmark's; nil: that of the space's own table
    func read(_ text: String, order: BenchmarkOrder?) throws -> Architecture

    /// Keys of a JSON object that name an architecture of the space, beside `arch`.
    var keys: [String] { get }

    /// Reads what stands under one of the keys, which is there.
    func read(_ object: ArchitectureObject, key: String) throws -> Architecture

    /// Refuses an object that says something of its architecture which would be dropped.
    func check(_ entries: [String: Any]) throws

    /// Names of the forms that architectures are written in, beside those that all spaces have.
    var written: Set<String> { get }

    /// As the space writes a listed architecture.
    func text(of network: GraphArchitecture) -> String

    /// What a state says when every choice in it is made. Any values are accepted.
    func read(_ state: UnsafeBufferPointer<Float>) -> Reading

    /// What `V` names and whether `E` agrees; nil when it names nothing. What `read` says, without its faults.
    func glance(_ state: UnsafeBufferPointer<Float>) -> (architecture: Architecture, isValid: Bool)?
}

extension SpaceForms {
    var written: Set<String> { [] }
    func check(_ entries: [String: Any]) throws {}
    func text(of network: GraphArchitecture) -> String { "#\(network.place)" }
}
