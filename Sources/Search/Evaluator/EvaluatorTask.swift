import Architectures
import Foundation

/// What is to be evaluated.
public struct EvaluatorTask: Sendable, Hashable, Encodable {
    public let id: Int
    public let space: String
    /// In the form that files and people use.
    public let architecture: String
    /// What the architecture is in the words of its space, by key.
    public let words: [String: ArchitectureWord]

    public init(id: Int, space: String, architecture: String, words: [String: ArchitectureWord]) {
        self.id = id
        self.space = space
        self.architecture = architecture
        self.words = words
    }

    public init(_ evaluation: Study.Evaluation, of study: Study) {
        self.init(
            id: evaluation.id, space: study.problem.space.name, architecture: evaluation.architecture.archString, words: evaluation.architecture.words)
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    public func encode(to encoder: any Encoder) throws {
        var content = encoder.container(keyedBy: Key.self)
        for (key, word) in words { try content.encode(word, forKey: Key(stringValue: key)) }
        try content.encode(id, forKey: Key(stringValue: "id"))
        try content.encode(space, forKey: Key(stringValue: "space"))
        try content.encode(architecture, forKey: Key(stringValue: "arch"))
    }

    /// One line of JSON, its end included.
    func input() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + [0x0A]
    }

    var environment: [String: String] { ["DNAG_ARCH": architecture, "DNAG_ID": "\(id)", "DNAG_SPACE": space] }
}
