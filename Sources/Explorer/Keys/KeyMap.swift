import Terminal

/// Keys that take the part of others, as somebody wrote them into `keys.toml`; `docs/keys.md` has the rules.
public struct KeyMap: Sendable, Hashable {
    /// A key that takes the part of another.
    struct Line: Hashable {
        let key: Key
        /// nil: it does nothing.
        let part: Key?
    }

    /// By page, in the order in which they were written; under nil those of every page.
    var lines: [Page?: [Line]] = [:]

    public init() {}

    /// What a key means on a page, as the key of the table that means the same; nil: nothing.
    func meant(_ key: Key, on page: Page?) -> Key? {
        guard let line = line(of: key, on: page) else { return key }
        return line.part
    }

    /// The keys that have the part of one of these, those first that somebody chose. - Parameter page: nil: every page
    func keys(for keys: [Key], on page: Page?) -> [Key] {
        let own = page.flatMap { lines[$0] } ?? [], shared = lines[nil] ?? []
        let chosen = (own + shared).map(\.key).filter { key in meant(key, on: page).map(keys.contains) ?? false && !keys.contains(key) }
        var seen: Set<Key> = []
        return (chosen + keys.filter { meant($0, on: page).map(keys.contains) ?? false }).filter { seen.insert($0).inserted }
    }

    private func line(of key: Key, on page: Page?) -> Line? {
        guard !lines.isEmpty else { return nil }
        return page.flatMap { lines[$0]?.first { $0.key == key } } ?? lines[nil]?.first { $0.key == key }
    }
}

extension KeyMap {
    /// What nothing leads to any more, page by page, as in `the next sampler (s)`; what is lost on every page is told once.
    public var lost: [String] {
        guard !lines.isEmpty else { return [] }
        var told: Set<Action> = []
        return KeyTable.sections.flatMap { section in
            section.bindings.compactMap { binding in
                // Shared ones can be lost everywhere, or on a page that has lines of its own, where the page had no other meaning for them.
                let places =
                    section.page.map { [$0] } ?? [nil]
                    + Page.allCases.filter { page in
                        lines[page] != nil && binding.keys.contains { KeyTable.action(for: $0, on: page) == binding.action }
                    }
                guard let place = places.first(where: { keys(for: binding.keys, on: $0).isEmpty }), told.insert(binding.action).inserted else { return nil }
                return "\(binding.help) (\(binding.keyNames)\(place.map { ", page \($0.rawValue)" } ?? ""))"
            }
        }
    }

    /// The keys of a row of the table, as people write them.
    func names(of binding: KeyBinding, on page: Page?) -> String {
        let keys = keys(for: binding.keys, on: page)
        return keys.isEmpty ? "–" : keys.map(\.description).joined(separator: "  ")
    }

    /// The row of a key in the footer, with the keys that lead there; nil where none does.
    func shown(_ hint: KeyHints.Hint, on page: Page) -> KeyHints.Hint? {
        guard !lines.isEmpty else { return hint }
        let names = hint.keys.compactMap { key -> String? in
            let all = KeyTable.action(for: key, on: page).flatMap { KeyTable[$0]?.keys } ?? [key]
            // Of several keys the one that was named stays, unless another was chosen.
            return keys(for: [key], on: page).first?.description ?? keys(for: all, on: page).first?.description
        }
        guard !names.isEmpty else { return nil }
        return hint.keys.map(\.description) == names ? hint : KeyHints.Hint(names.joined(separator: " "), hint.action)
    }
}
