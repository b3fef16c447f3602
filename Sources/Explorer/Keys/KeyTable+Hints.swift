import Terminal

extension KeyTable {
    /// What is worth knowing now, the most important first.
    static func hints(for state: State) -> [KeyHints.Hint] {
        switch state.overlay {
        case .help, .commands: return [Hint("↑↓", "scroll"), Hint("esc", "back")]
        case .line: return [Hint("esc", "back"), hint(.export)]
        case .properties: return [Hint("↑↓", "select"), Hint("space", "show or hide"), Hint("esc", "back")]
        case .prompt: return []
        default: break
        }
        var hints = [Hint("space", state.isPlaying ? "pause" : "play"), Hint(", .", "step")]
        let own = sections.filter { $0.page == state.page }.flatMap(\.bindings)
        if own.isEmpty {
            if state.page == .watch { hints.append(Hint("↑↓←→", "steer")) }
        } else {
            hints += own.prefix(4).map { hint($0) }
        }
        // Help and the way out must be seen however little room there is.
        let place = min(hints.count, 3)
        hints += state.page == .watch ? [hint(.typeValue), hint(.prompt)] : [hint(.prompt), hint(.watchPage)]
        if state.branches.count > 1 { hints.append(hint(.nextBranch)) }
        hints += [hint(.newSeed), hint(.replay), hint(.compare), hint(.chooseProperties)]
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
