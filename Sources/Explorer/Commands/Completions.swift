import Architectures
import Diffusion
import Terminal

/// What the word at the cursor could become.
public struct Completions: Sendable, Hashable {
    public struct Item: Sendable, Hashable {
        public let text: String
        /// What it is or does.
        public let help: String
        /// What it is now.
        public let now: String

        init(_ text: String, help: String = "", now: String = "") {
            self.text = text
            self.help = help
            self.now = now
        }
    }

    /// The word, in characters of the line.
    public let range: Range<Int>
    /// Best first.
    public let items: [Item]
    /// Says what is wanted at the cursor.
    public let hint: String
    /// Whether more has to follow the word.
    let isFollowed: Bool

    private static let nothing = Completions(range: 0..<0, items: [], hint: "", isFollowed: false)

    /// - Parameter cursor: characters before it
    public static func of(_ line: String, cursor: Int, in state: State) -> Completions {
        let before = String(line.prefix(cursor))
        let words = CommandWords.split(before)
        if words.first?.text == "dnag" {
            return words.count > 1 || before.last == " "
                ? Completions(range: cursor..<cursor, items: [], hint: CommandTable.remark, isFollowed: false)
                : nothing
        }
        // Behind a blank a new word begins.
        let isNew = words.isEmpty || before.last == " "
        let current = isNew ? CommandWord(text: "", range: cursor..<cursor) : words[words.count - 1]
        let complete = isNew ? words : words.dropLast()
        guard let first = complete.first else { return commands(current, state) }
        guard let entry = try? CommandTable.entry(first.text) else { return nothing }
        let place = complete.count - 1
        guard entry.parameters.indices.contains(place) else {
            return Completions(range: current.range, items: [], hint: "\(entry.usage): \(entry.help)", isFollowed: false)
        }
        let parameter = entry.parameters[place]
        let property = place == 1 ? state.catalog?[complete[complete.startIndex + 1].text] : nil
        return Completions(
            range: current.range, items: parameter.items(for: current.text, in: state), hint: parameter.hint(entry, property, state),
            isFollowed: place + 1 < entry.parameters.count && !entry.parameters[place + 1].isOptional)
    }

    private static func commands(_ word: CommandWord, _ state: State) -> Completions {
        let entries = FuzzyMatch.ranked(CommandTable.entries, by: word.text, name: \.name, about: \.help)
        let only = entries.first
        return Completions(
            range: word.range, items: entries.map { Item($0.name, help: $0.help, now: $0.now(state)) },
            hint: word.text.isEmpty ? "a command; tab completes, ↑ brings back earlier ones" : only.map { "\($0.usage): \($0.help)" } ?? "",
            isFollowed: only.map { $0.parameters.first.map { !$0.isOptional } ?? false } ?? false)
    }
}

extension CommandParameter {
    /// What the typed letters could become here, best first.
    func items(for typed: String, in state: State) -> [Completions.Item] {
        switch kind {
        case .property, .shown, .steered, .searchable, .objective:
            // What is on the screen is meant more often than what is not.
            let names = words(in: state)
            let ordered = names.filter { $0 == "all" } + state.shown.filter(names.contains) + names.filter { !state.shown.contains($0) && $0 != "all" }
            func title(_ name: String) -> String { state.catalog?[name]?.info.title ?? "every property" }
            // What is better may stand before the name.
            let wanted: SearchObjective? = if case .objective = kind { SearchObjective(typed) } else { nil }
            return FuzzyMatch.ranked(ordered, by: wanted?.column ?? typed, name: { $0 }, about: title).map {
                Completions.Item(wanted?.of($0) ?? $0, help: title($0), now: state.steering(by: $0))
            }
        case .option(.window):
            return GuidanceWindow.usual.map(\.description).filter { typed.isEmpty || $0.hasPrefix(typed) }.map { Completions.Item($0) }
        case .branch:
            return FuzzyMatch.ranked(words(in: state), by: typed, name: { $0 }).map { word in
                let branch = state.branches.first { $0.label == word || $0.name == word }
                let help = branch.map { $0.label == word ? "branch \($0.name)" : $0.label ?? "" } ?? ""
                return Completions.Item(CommandWords.quoted(word), help: help, now: branch?.id == state.current ? "here" : "")
            }
        case .term:
            return FuzzyMatch.ranked(state.glossary.entries, by: typed, name: \.term).map { entry in
                Completions.Item(CommandWords.quoted(entry.term), help: entry.text)
            }
        default:
            return FuzzyMatch.ranked(words(in: state), by: typed, name: { $0 }).map { Completions.Item($0) }
        }
    }

    /// What is wanted here, and what it is now.
    func hint(_ entry: CommandTable.Entry, _ property: Catalog.Entry?, _ state: State) -> String {
        let now = entry.now(state)
        switch kind {
        case .tilt:
            let value = property.map { state.steering(by: $0.info.name) } ?? ""
            return "\(entry.usage): usually -8 to 8" + (value.isEmpty ? "" : ", now \(value)")
        case .target:
            guard let property, let low = property.scale.values.first, let high = property.scale.values.last else {
                return "\(entry.usage): \(entry.help)"
            }
            let value = state.steering(by: property.info.name)
            return "\(entry.usage): they have \(property.info.told(low)) to \(property.info.told(high))"
                + (value.isEmpty ? "" : ", now \(value)")
        case .number(let rule) where entry.name == "aim":
            return "\(entry.usage): \(rule.text), usually \(NumberRule.text(Aim(target: 0).strength))"
        default:
            let rule = rule(in: state).map { ": \($0.text)" } ?? ": \(entry.help)"
            return entry.usage + rule + (now.isEmpty ? "" : ", now \(now)")
        }
    }
}

extension State {
    /// How the present run is steered by a property, in words; empty where it is not.
    func steering(by property: String) -> String {
        let guidance = (branch?.settings ?? here.settings).guidance
        if let aim = guidance.aims[property] { return "→ " + (catalog?[property]?.info.format(aim.target) ?? "\(aim.target)") }
        return guidance.tilts[property].map { ($0 > 0 ? "+" : "") + NumberRule.text($0) } ?? ""
    }
}

extension GuidanceWindow {
    /// The windows worth a try: all of the run, its noisy half, its middle (Kynkäänniemi et al. 2024), its clear half.
    static let usual = [0...1, 0.5...1, 0.2...0.8, 0...0.5].map { GuidanceWindow(range: $0) }
}
