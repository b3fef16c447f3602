import Terminal

extension Heights {
    /// For a network: a title and its drawing, a row that says what is chosen, ten rows of V and two of E.
    init(network tier: ScreenLayout.Tier, height: Int, isEntry: Bool) {
        self.init(tier, height: height)
        guard tier > .none else { return }
        edges = 2
        let matrices = 11 + edges
        switch tier {
        case .none: break
        case .compact:
            // Status, caption, timeline and footer take four rows, the properties or what is said of an entry at least three.
            drawing = isEntry ? 0 : 4
            (runs, norms, air) = (0, 0, 0)
            stage = min(matrices + drawing, height - 4 - (isEntry ? 5 : 3))
            if height < 22 { edges = 0 }
            properties = height - 4 - stage
        case .regular:
            drawing = isEntry ? 1 : 4
            (runs, norms, air) = (4, 0, 1)
            stage = matrices + drawing
            properties = max(height - 8 - stage - runs, 2)
        case .large:
            // Rows of a drawing come in threes: a row of blocks is half an expansion high, then.
            (runs, norms, air) = (5, 3, 1)
            drawing = 7
            edges = 3
            let spare = height - 9 - runs - norms - drawing - 14
            if !isEntry { drawing += max(spare - 7, 0) / 3 * 3 }
            stage = 11 + edges + drawing
            properties = max(height - 9 - stage - runs - norms, 2)
        }
    }
}
