import Terminal

extension KeyTable {
    /// What is worth knowing now, the most important first.
    static func hints(for state: State) -> [KeyHints.Hint] {
        let hints = allHints(for: state).filter { hint in !state.hidden.keys.contains { $0.description == hint.key } }
        return state.overlay == .none ? hints.compactMap { state.keyMap.shown($0, on: state.page) } : hints
    }

    private static func allHints(for state: State) -> [KeyHints.Hint] {
        if state.overlay == .none, let own = state.shownPage.hints(state) { return own }
        switch state.overlay {
        case .help, .commands, .glossary: return [Hint("↑↓", "scroll"), Hint("/", "seek"), Hint("esc", "back")]
        case .line: return [Hint("esc", "back"), Hint("c", "copy"), hint(.common(.export))]
        case .properties: return [Hint("↑↓", "select"), Hint("space", "show or hide"), Hint("esc", "back")]
        case .prompt: return []
        default: break
        }
        var hints = [Hint("space", state.isPlaying ? "pause" : "play"), Hint(", .", "step")] + state.shownPage.ownHints
        let place = min(hints.count, 3)
        if state.trainings.isAvailable, state.finalArchitecture?.cell != nil { hints.append(hint(.common(.train))) }
        hints += state.shownPage.nextHints.map(hint)
        if state.branches.count > 1 { hints += [.nextBranch, .branchTree].map(hint) }
        hints += [.newSeed, .replay].map(hint) + [Hint("c", "compare")]
        hints += [.chooseProperties, .denoiser, .sampler, .line, .export].map(hint)
        hints.insert(contentsOf: [.help, .quit].map(hint), at: place)
        return hints
    }

    private typealias Hint = KeyHints.Hint

    private static func hint(_ action: CommonAction) -> Hint { hint(.common(action)) }
    private static func hint(_ action: Action) -> Hint { self[action]?.hint ?? Hint("", "") }
}
