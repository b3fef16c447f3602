import Architectures
import Terminal

/// What is wrong in `keys.toml`, and where.
public struct KeyMapFault: Error, Hashable, Sendable, CustomStringConvertible {
    public let line: Int
    public let value, rule: String

    public var description: String { "line \(line): '\(value.escaped())' \(rule)" }
}

extension KeyMap {
    /// No more lines are taken.
    private static let limit = 1_000
    /// The head of what holds on every page.
    private static let everywhere = "everywhere"

    /// Reads lines of the form `"F5" = "R"`, under heads such as `[search]`; TOML's quotes may be left out where a name has neither `=`, `#` nor
    /// brackets in it.
    /// - Throws: `KeyMapFault`
    public init(parsing text: String) throws(KeyMapFault) {
        var page: Page?
        for (place, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            func fault(_ value: String, _ rule: String) -> KeyMapFault { KeyMapFault(line: place + 1, value: value, rule: rule) }
            guard place < Self.limit else { throw fault("\(Self.limit) lines", "are all that is taken: shorten it") }
            let tokens: [Token]
            do { tokens = try Token.all(of: line) } catch { throw fault(String(line), "has a quotation mark that is not closed: close it") }
            if tokens.isEmpty { continue }
            if tokens.count == 3, tokens[0] == .open, case .name(let name) = tokens[1], tokens[2] == .close {
                page = try Self.page(name, fault)
            } else if tokens.count == 3, case .name(let name) = tokens[0], tokens[1] == .equals, case .name(let part) = tokens[2] {
                let key = try Self.key(name, fault)
                guard key != .ctrl("c"), key != .ctrl("z") else { throw fault(name, "keeps its meaning everywhere: ctrl-c quits, ctrl-z suspends; take another key") }
                guard lines[page]?.contains(where: { $0.key == key }) != true else { throw fault(name, "has a line above already: a key has one meaning on a page") }
                lines[page, default: []].append(Line(key: key, part: part == "none" ? nil : try Self.part(part, on: page, fault)))
            } else {
                throw fault(
                    String(line), "is not of the form key = key, such as \"F5\" = \"R\" (F5 does what R does), \"x\" = \"none\", or a head such as [search]")
            }
        }
    }

    /// The page of a head; nil: every page.
    private static func page(_ name: String, _ fault: (String, String) -> KeyMapFault) throws(KeyMapFault) -> Page? {
        guard name != everywhere else { return nil }
        if let found = Page(rawValue: name) { return found }
        let names = [everywhere] + Page.allCases.map(\.rawValue), near = FuzzyMatch.nearest(to: name, among: names).map { ", perhaps '\($0)'" } ?? ""
        throw fault(name, "is no page\(near): take one of \(names.joined(separator: ", "))")
    }

    private static func key(_ name: String, _ fault: (String, String) -> KeyMapFault) throws(KeyMapFault) -> Key {
        guard let key = Key(name: name) else {
            throw fault(name, "is no key: write it as the help (?) does, such as R, space, enter, F5, ctrl-r, alt-x, page up, shift-right")
        }
        return key
    }

    /// The key whose part is taken: one that does something there.
    private static func part(_ name: String, on page: Page?, _ fault: (String, String) -> KeyMapFault) throws(KeyMapFault) -> Key {
        let key = try Self.key(name, fault)
        let isKnown = page.map { KeyTable.action(for: key, on: $0) != nil } ?? KeyTable.bindings.contains { $0.keys.contains(key) }
        guard isKnown else {
            let place = page.map { "on the page \($0.rawValue)" } ?? "on any page"
            throw fault(name, "does nothing \(place), so that no key can take its part; docs/keys.md lists what keys do")
        }
        return key
    }
}

/// What a line is made of.
private enum Token: Equatable {
    case name(String), equals, open, close

    struct Unclosed: Error {}

    /// - Throws: `Unclosed`
    static func all(of line: Substring) throws(Unclosed) -> [Token] {
        var tokens: [Token] = [], rest = line[...]
        while let first = rest.first {
            switch first {
            case "#": return tokens
            case " ", "\t": rest.removeFirst()
            case "=", "[", "]":
                tokens.append(first == "=" ? .equals : first == "[" ? .open : .close)
                rest.removeFirst()
            case "\"", "'":
                rest.removeFirst()
                guard let end = rest.firstIndex(of: first) else { throw Unclosed() }
                tokens.append(.name(String(rest[..<end])))
                rest = rest[rest.index(after: end)...]
            default:
                let end = rest.firstIndex { "=[]#\"".contains($0) } ?? rest.endIndex
                var name = rest[..<end]
                while name.last?.isWhitespace ?? false { name.removeLast() }
                tokens.append(.name(String(name)))
                rest = rest[end...]
            }
        }
        return tokens
    }
}
