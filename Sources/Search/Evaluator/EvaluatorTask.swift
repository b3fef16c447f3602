import Foundation

/// What is to be evaluated.
public struct EvaluatorTask: Sendable, Hashable, Encodable {
    public let id: Int
    public let space: String
    /// In the form that files and people use.
    public let architecture: String
    public let words: ArchitectureWords

    public init(id: Int, space: String, architecture: String, words: ArchitectureWords) {
        self.id = id
        self.space = space
        self.architecture = architecture
        self.words = words
    }

    public init<Space>(_ evaluation: Study<Space>.Evaluation, of study: Study<Space>) {
        let space = study.problem.space
        self.init(
            id: evaluation.id, space: space.name, architecture: space.text(of: evaluation.architecture),
            words: space.words(of: evaluation.architecture))
    }

    private enum CodingKeys: String, CodingKey { case id, space, architecture = "arch", operations, network }

    public func encode(to encoder: any Encoder) throws {
        var content = encoder.container(keyedBy: CodingKeys.self)
        try content.encode(id, forKey: .id)
        try content.encode(space, forKey: .space)
        try content.encode(architecture, forKey: .architecture)
        switch words {
        case .operations(let names): try content.encode(names, forKey: .operations)
        case .lists(let lists): try content.encode(lists, forKey: .network)
        }
    }

    /// One line of JSON, its end included.
    func input() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + [0x0A]
    }

    var environment: [String: String] { ["DNAG_ARCH": architecture, "DNAG_ID": "\(id)", "DNAG_SPACE": space] }
}
