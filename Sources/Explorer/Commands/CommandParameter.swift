import Architectures
import Diffusion

/// What may stand at a place of a command.
public struct CommandParameter: Sendable {
    enum Kind: Sendable {
        /// Of the catalogue; of those on the screen; of those that steer, or all.
        case property, shown, steered
        /// A property that there are figures of.
        case searchable
        /// The same, with `min:` or `max:` before it or without.
        case objective
        /// γ of the property before it, and a value of that property in its own unit.
        case tilt, target
        case number(NumberRule)
        case choice([String])
        case option(RunOption)
        case place, speed, branch, theme
        /// Of the program, or the user's own.
        case space
        /// An image task, with knobs or without.
        case task
        /// Of the glossary.
        case term
        /// Anything.
        case text
        /// A panel of the page, or `off`.
        case panel
    }

    /// As the usage writes it.
    public let placeholder: String
    let kind: Kind
    public let isOptional: Bool

    init(_ placeholder: String, _ kind: Kind, isOptional: Bool = false) {
        self.placeholder = placeholder
        self.kind = kind
        self.isOptional = isOptional
    }
}

extension CommandParameter {
    /// The words that may stand here; empty where any number may.
    func words(in state: State) -> [String] {
        switch kind {
        case .property: return state.catalog?.entries.map(\.info.name) ?? []
        case .shown: return state.shown
        case .searchable, .objective: return state.searchable
        case .steered: return ["all"] + (state.branch?.settings ?? state.settings).guidance.properties
        case .choice(let choices): return choices
        case .option(let option):
            guard case .choice(let choices) = option.domain else { return [] }
            return choices
        case .place: return ["start", "end"]
        case .speed: return ["max"]
        case .branch: return state.branches.flatMap { [$0.name] + [$0.label].compactMap { $0 } }
        case .theme: return state.suitedThemes.map(\.name.rawValue)
        case .space: return SearchSpace.knownNames()
        case .task: return state.trainings.names
        case .term: return state.glossary.entries.map(\.term)
        case .tilt, .target, .number, .text: return []
        case .panel: return state.largePanels.map(\.name) + ["off"]
        }
    }

    /// The rule of a number that may stand here; nil where none may.
    func rule(in state: State) -> NumberRule? {
        switch kind {
        case .tilt: .tilt(state.branch?.settings.guidance.unit ?? .tilt)
        case .target: .target
        case .number(let rule): rule
        case .place: NumberRule(whole: 0...(state.branch?.total ?? 1))
        case .speed: Speed.rule
        case .option(let option): if case .number(let rule) = option.domain { rule } else { nil }
        default: nil
        }
    }

    /// The word as the command takes it: a name in full, a number as it is.
    /// - Parameter command: for the error
    /// - Throws: `CommandMistake`, `SettingError`, `GuidanceError`
    func resolve(_ word: String, of command: String, in state: State) throws -> (word: String, number: Double?) {
        switch kind {
        // Words of the glossary are found by more than their letters.
        case .text, .term, .task, .panel: return (word, nil)
        case .objective:
            let wanted = SearchObjective(word)
            guard wanted.isMore != nil else { break }
            return (wanted.of(try choose(wanted.column, among: words(in: state), of: command, in: state)), nil)
        default: break
        }
        let words = words(in: state)
        if words.contains(word) { return (word, nil) }
        if let rule = rule(in: state) {
            let begun = words.filter { !word.isEmpty && $0.hasPrefix(word) }
            if let only = begun.first, begun.count == 1 { return (only, nil) }
            // People copy numbers from the screen, which has a true minus.
            let number = try rule.number(word.replacing("−", with: "-"), of: name(for: command))
            return (NumberRule.text(number), number)
        }
        switch kind {
        case .option(let option) where words.isEmpty:
            var settings = RunSettings()
            try option.set(word, in: &settings)
            return (option.value(in: settings) ?? word, nil)
        default: return (try choose(word, among: words, of: command, in: state), nil)
        }
    }

    /// The name the rule is about: a part of a command that is an option has the option's.
    private func name(for command: String) -> String {
        switch kind {
        case .option(let option): option.rawValue
        case .number where command == "aim": "the strength"
        case .number where command == "search": "the batch"
        default: command
        }
    }

    private func choose(_ word: String, among words: [String], of command: String, in state: State) throws -> String {
        let lowered = word.lowercased()
        let begun = words.filter { $0.lowercased().hasPrefix(lowered) }
        if let same = begun.first(where: { $0.lowercased() == lowered }) { return same }
        if let only = begun.first, begun.count == 1 { return only }
        if begun.count > 1 { throw CommandMistake.ambiguous(word, among: begun) }
        switch kind {
        case .property, .steered, .searchable, .objective:
            throw CommandMistake.unknownProperty(word, nearest: FuzzyMatch.nearest(to: word, among: words))
        case .shown:
            guard state.catalog?[word] != nil else {
                throw CommandMistake.unknownProperty(word, nearest: FuzzyMatch.nearest(to: word, among: words))
            }
            throw CommandMistake.notShown(word)
        case .branch: throw CommandMistake.noBranch(word, known: words)
        default: throw SettingError.unknownChoice(name: command, value: word, known: words)
        }
    }
}
