import Architectures
import ArgumentParser
import Foundation
import Tensors

/// The configuration file: a line is `key = value`, a comment, or empty.
struct ConfigurationFile {
    struct Entry: Hashable {
        let key, value: String
        let line: Int
    }

    let path: String
    let entries: [Entry]

    /// Reads the file; one that does not exist has no entries. A link that leads nowhere was meant to lead somewhere.
    /// - Throws: `ConfigurationError`
    init(path: String) throws { try self.init(try ConfigurationText.read(path) ?? "", path: path) }

    /// - Throws: `ConfigurationError`
    init(_ text: String, path: String) throws {
        var entries: [Entry] = []
        var first: [String: Int] = [:]
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let (place, content) = (index + 1, Self.withoutComment(line))
            if content.isEmpty { continue }
            guard let split = content.firstIndex(of: "="), split != content.startIndex else {
                throw ConfigurationError.notAnAssignment(file: path, line: place, text: content)
            }
            let key = content[..<split].trimmed, value = Self.unquoted(content[content.index(after: split)...].trimmed)
            guard let known = ConfigurationKey[key] else {
                let nearest = FuzzyMatch.nearest(to: key, among: ConfigurationKey.all.map(\.name))
                throw ConfigurationError.unknownKey(file: path, line: place, key: key, nearest: nearest)
            }
            if known.form == .flag, !["on", "off"].contains(value) {
                throw ConfigurationError.notOnOrOff(file: path, line: place, key: key, value: value)
            }
            if known.form != .list, let earlier = first[key] {
                throw ConfigurationError.twice(file: path, line: place, key: key, first: earlier)
            }
            first[key] = place
            entries.append(Entry(key: key, value: value, line: place))
        }
        (self.path, self.entries) = (path, entries)
        try check()
    }

    /// Has the explorer's own options judge the values, so that the rules are the same.
    /// - Throws: `ConfigurationError.badValue`
    private func check() throws {
        guard Self.complaint(entries) != nil else { return }
        // The line to blame is the one without which the others are right; else the first that breaks what stands above it.
        let single = entries.indices.first { index in Self.complaint(entries.indices.filter { $0 != index }.map { entries[$0] }) == nil }
        let prefix = entries.indices.first { Self.complaint(Array(entries[...$0])) != nil }
        guard let index = single ?? prefix, let rule = Self.complaint(Array(entries[...index])) ?? Self.complaint(entries) else { return }
        let entry = entries[index]
        throw ConfigurationError.badValue(file: path, line: entry.line, key: entry.key, value: entry.value, rule: rule)
    }

    /// What is wrong with entries; nil when nothing is.
    private static func complaint(_ entries: [Entry]) -> String? {
        let arguments = entries.compactMap { entry in ConfigurationKey[entry.key]?.argument(entry.value) }
        do {
            _ = try ExploreOptions.parse(arguments).explorer()
            return nil
        } catch {
            if let fault = ProgramOutline.of(Dnag.self).flatMap({ LineFault(in: ["explore"] + arguments, of: $0) }) { return fault.description }
            return ExploreOptions.message(for: error).split(separator: "\n").first.map(String.init) ?? "\(error)"
        }
    }

    /// A `#` at the start of a line or behind a space starts a comment, unless it stands in quotes.
    private static func withoutComment(_ line: Substring) -> String {
        var isQuoted = false
        var before: Character = " "
        for index in line.indices {
            if line[index] == "\"" { isQuoted.toggle() }
            if line[index] == "#", !isQuoted, before.isWhitespace { return line[..<index].trimmed }
            before = line[index]
        }
        return line.trimmed
    }

    private static func unquoted(_ value: String) -> String {
        value.count > 1 && value.hasPrefix("\"") && value.hasSuffix("\"") ? String(value.dropFirst().dropLast()) : value
    }

    /// A value as it must be written to be read back.
    static func quoted(_ value: String) -> String {
        value.contains("#") || value != value[...].trimmed || value.isEmpty ? "\"\(value)\"" : value
    }
}

extension Substring {
    /// Without white space at either end.
    var trimmed: String {
        var rest = self
        while rest.first?.isWhitespace ?? false { rest.removeFirst() }
        while rest.last?.isWhitespace ?? false { rest.removeLast() }
        return String(rest)
    }
}
