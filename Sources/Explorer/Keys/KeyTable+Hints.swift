import Terminal

extension KeyTable {
    /// What is worth knowing now, the most important first.
    static func hints(for state: State) -> [KeyHints.Hint] {
        var hints = [Hint("space", state.isPlaying ? "pause" : "play"), Hint(", .", "step")]
        if state.page == .inspect { hints += [Hint("↑↓←→", "entry"), hint(.otherMatrix), hint(.otherView)] }
        if state.page != .inspect { hints.append(Hint("↑↓←→", "steer")) }
        if state.branches.count > 1 { hints.append(hint(.nextBranch)) }
        hints += [hint(.newSeed), hint(.replay), hint(.compare), hint(.chooseProperties)]
        hints += [hint(.denoiser), hint(.sampler), hint(.line), hint(.export)]
        // Help and the way out must be seen however little room there is.
        hints.insert(contentsOf: [hint(.help), hint(.quit)], at: 3)
        return hints
    }

    private typealias Hint = KeyHints.Hint

    private static func hint(_ action: Action) -> Hint {
        guard let binding = self[action] else { return Hint("", "") }
        return Hint(binding.keys.first.map(\.description) ?? "", binding.short)
    }
}
