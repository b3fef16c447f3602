import Terminal

extension KeyTable {
    /// What is worth knowing now, the most important first.
    static func hints(for state: State) -> [KeyHints.Hint] {
        if state.overlay == .none, state.page == .population { return populationHints(state) }
        if state.overlay == .none, state.page == .search { return searchHints(state) }
        switch state.overlay {
        case .help, .commands: return [Hint("↑↓", "scroll"), Hint("esc", "back")]
        case .line: return [Hint("esc", "back"), Hint("c", "copy"), hint(.export)]
        case .properties: return [Hint("↑↓", "select"), Hint("space", "show or hide"), Hint("esc", "back")]
        case .prompt: return []
        default: break
        }
        var hints = [Hint("space", state.isPlaying ? "pause" : "play"), Hint(", .", "step")]
        switch state.page {
        case .watch: hints.append(Hint("↑↓←→", "steer"))
        case .inspect: hints += [Hint("↑↓←→", "entry"), hint(.otherMatrix), hint(.otherView)]
        case .compare: hints += [Hint("v V", "rival"), hint(.swapSides), hint(.takeRival)]
        case .population, .search: break
        }
        let place = min(hints.count, 3)
        hints += state.page == .watch ? [hint(.typeValue), hint(.prompt)] : [hint(.prompt), hint(.watchPage)]
        if state.branches.count > 1 { hints += [hint(.nextBranch), hint(.branchTree)] }
        hints += [hint(.newSeed), hint(.replay), Hint("c", "compare"), hint(.chooseProperties)]
        hints += [hint(.denoiser), hint(.sampler), hint(.line), hint(.export)]
        hints.insert(contentsOf: [hint(.help), hint(.quit)], at: place)
        return hints
    }

    private typealias Hint = KeyHints.Hint

    private static func hint(_ action: Action) -> Hint {
        self[action].map { hint($0) } ?? Hint("", "")
    }

    private static func hint(_ binding: Binding) -> Hint {
        Hint(binding.keys.first.map(\.description) ?? "", binding.short)
    }
}
