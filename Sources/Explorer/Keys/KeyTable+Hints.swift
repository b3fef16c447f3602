import Terminal

extension KeyTable {
    /// What is worth knowing now, the most important first.
    static func hints(for state: State) -> [KeyHints.Hint] {
        if state.page == .population { return populationHints(state) }
        var hints = [Hint("space", state.isPlaying ? "pause" : "play"), Hint(", .", "step")]
        hints.append(Hint("↑↓←→", "steer"))
        if state.page == .compare { hints += [hint(.nextRival), hint(.swapSides), hint(.takeRival)] }
        if state.branches.count > 1 { hints += [hint(.nextBranch), hint(.branchTree)] }
        hints += [hint(.newSeed), hint(.replay), Hint("c", "compare"), hint(.chooseProperties)]
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
