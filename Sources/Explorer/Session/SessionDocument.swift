import Architectures
import Foundation
import Tasks
import Tensors

/// A session as text: documented in docs/sessions.md.
public struct SessionDocument: Codable, Hashable, Sendable {
    private var format: String
    private var version: Int
    /// Of all the rest.
    private var sum: String?
    private var page: String
    /// The one that is shown.
    private var space: String
    private var spaces: [SpaceDocument]
    /// Of images; nil: the usual one.
    private var task: String?
    /// Of a screen; nil: nothing.
    private var hidden: [String]?

    private static let format = "dnag session"
    private static let version = 1
    /// No session's text is longer, in bytes.
    public static let limit = 1 << 20

    public init(_ session: Session) {
        (format, version) = (Self.format, Self.version)
        (page, space) = (session.page.rawValue, session.space.name)
        spaces = session.spaces.sorted { $0.key.name < $1.key.name }.map { SpaceDocument($1, of: $0) }
        task = session.task
        hidden = session.hidden.isEmpty ? nil : session.hidden.words
        sum = checksum
    }

    /// Taken over the shortest form of the text without it.
    private var checksum: String? {
        var bare = self
        bare.sum = nil
        return (try? bare.encoded([])).map { Checksum(of: $0).text }
    }

    private func encoded(_ formatting: JSONEncoder.OutputFormatting) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
        return try encoder.encode(self)
    }

    /// The contents of a file: JSON with sorted keys, the same for the same session.
    public var text: String { ((try? encoded([.prettyPrinted])).map { String(decoding: $0, as: UTF8.self) } ?? "") + "\n" }

    /// One word for a line of the shell: `dnag1:` and the shortest form of the text in the letters of base64url (RFC 4648).
    public var word: String {
        let letters = ((try? encoded([])) ?? Data()).base64EncodedString()
        return Self.wordStart + letters.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    static let wordStart = "dnag\(version):"

    /// What is written in a file.
    /// - Throws: `SessionError`
    public init(text: Data, from source: String) throws {
        guard text.count <= Self.limit else { throw SessionError.tooLong(source: source, limit: Self.limit) }
        struct Head: Decodable { let format: String?, version: Int? }
        guard let head = try? JSONDecoder().decode(Head.self, from: text), head.format == Self.format, let version = head.version else {
            throw SessionError.foreign(source: source)
        }
        guard version == Self.version else { throw SessionError.version(source: source, found: version) }
        do { self = try JSONDecoder().decode(Self.self, from: text) } catch { throw SessionError.damaged(source: source) }
    }

    /// What stands in a word.
    /// - Throws: `SessionError`
    public init(word: String) throws {
        let letters = word.dropFirst(Self.wordStart.count).replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - letters.count % 4) % 4)
        guard word.hasPrefix(Self.wordStart), word.utf8.count <= 2 * Self.limit, let data = Data(base64Encoded: letters + padding) else {
            throw SessionError.damaged(source: SessionSource.wordName)
        }
        // The word's start says that it is a session.
        do { try self.init(text: data, from: SessionSource.wordName) } catch SessionError.foreign(let source) { throw SessionError.damaged(source: source) }
    }

    /// What it says.
    /// - Parameter source: for the error
    /// - Throws: `SessionError`
    public func session(from source: String) throws -> Session {
        guard format == Self.format else { throw SessionError.foreign(source: source) }
        guard version == Self.version else { throw SessionError.version(source: source, found: version) }
        guard sum == checksum else { throw SessionError.damaged(source: source) }
        do {
            guard let page = Page(rawValue: page) else {
                throw SessionFault(place: "page", value: page, rule: "must be one of \(Page.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            var found: [SearchSpace: SpaceSession] = [:]
            for document in spaces {
                let (space, session) = try document.session()
                found[space] = session
            }
            guard let space = SearchSpace(named: space), found[space] != nil else {
                throw SessionFault(place: "space", value: space, rule: "must be one of 'spaces'")
            }
            do { _ = try task.map { try TaskName(parsing: $0) } } catch {
                throw SessionFault(place: "task", value: task ?? "", rule: "must be a task's name: \(error)")
            }
            return Session(space: space, page: page, spaces: found, task: task, hidden: try Hidden(hidden ?? []))
        } catch let fault as SessionFault {
            throw SessionError.wrong(source: source, fault)
        }
    }
}
