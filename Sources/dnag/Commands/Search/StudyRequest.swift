import Foundation
import Search

/// A line that `search serve` reads.
enum StudyRequest {
    case ask(StudyHandout.Wish)
    case tell(StudyAnswer.Subject, figures: [String: Double])
    case fail(id: Int, reason: String)
    case requeue(id: Int)
    case status

    /// - Throws: `CommandError.badRequest`, `ValidationError`
    init(parsing line: Data) throws {
        let object: [String: JSONWord]
        do { object = try JSONDecoder().decode([String: JSONWord].self, from: line) } catch {
            throw CommandError.badRequest("'\(String(decoding: line.prefix(200), as: UTF8.self).escaped(limit: 80))' is no object of JSON")
        }
        let verbs = Self.keys.keys.filter { object[$0] != nil }.sorted()
        guard verbs.count == 1, let verb = verbs.first, let allowed = Self.keys[verb] else {
            throw CommandError.badRequest(verbs.isEmpty ? "it says none of \(Self.known)" : "it says \(verbs.joined(separator: " and ")); a request is one of \(Self.known)")
        }
        if let key = object.keys.sorted().first(where: { $0 != verb && !allowed.contains($0) }) {
            let rest = allowed.isEmpty ? "nothing beside it" : allowed.joined(separator: " and ") + " beside it"
            throw CommandError.badRequest("'\(key.escaped(limit: 80))' is no part of '\(verb)', which takes \(rest)")
        }
        self = try Self.read(verb, of: object)
    }

    /// What stands beside each.
    private static let keys: [String: [String]] = [
        "ask": ["requeue_after", "budget"], "tell": ["figures"], "fail": ["reason"], "requeue": [], "status": [],
    ]

    private static let known = "ask, tell, fail, requeue and status"

    private static func read(_ verb: String, of object: [String: JSONWord]) throws -> StudyRequest {
        func number(_ key: String) throws -> Int? {
            guard let word = object[key], word != .null else { return nil }
            guard case .whole(let number) = word else { throw CommandError.badRequest("'\(key)' is not a whole number") }
            return number
        }
        func id() throws -> Int {
            guard let id = try number(verb) else { throw CommandError.badRequest("'\(verb)' needs the number of an evaluation") }
            return id
        }
        switch verb {
        case "ask":
            guard let count = try number("ask") else { throw CommandError.badRequest("'ask' needs a number: how many") }
            let wish = StudyHandout.Wish(count: count, requeueAfter: try number("requeue_after"), budget: try number("budget"))
            try wish.validate()
            return .ask(wish)
        case "tell":
            guard case .figures(let figures)? = object["figures"], !figures.isEmpty else {
                throw CommandError.badRequest("'tell' needs 'figures', an object of finite numbers such as {\"accuracy\": 93.1}")
            }
            if case .text(let arch)? = object["tell"] { return .tell(.arch(arch), figures: figures) }
            return .tell(.id(try id()), figures: figures)
        case "fail":
            guard case .text(let reason) = object["reason"] ?? .text("no reason given") else { throw CommandError.badRequest("'reason' is not a text") }
            return .fail(id: try id(), reason: reason)
        case "requeue": return .requeue(id: try id())
        default:
            guard object["status"] == .flag(true) else { throw CommandError.badRequest("'status' is not true") }
            return .status
        }
    }
}

/// A value of a request.
private enum JSONWord: Decodable, Equatable {
    case whole(Int), text(String), flag(Bool), figures([String: Double]), null, other

    init(from decoder: any Decoder) throws {
        let content = try decoder.singleValueContainer()
        if content.decodeNil() {
            self = .null
        } else if let flag = try? content.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? content.decode(Int.self) {
            self = .whole(number)
        } else if let text = try? content.decode(String.self) {
            self = .text(text)
        } else if let figures = try? content.decode([String: Double].self), figures.values.allSatisfy(\.isFinite) {
            self = .figures(figures)
        } else {
            self = .other
        }
    }
}
