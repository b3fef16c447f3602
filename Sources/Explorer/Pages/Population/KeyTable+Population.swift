import Terminal

extension KeyTable {
    /// Arrows steer on this page as on every other.
    static let populationBindings = [
        Binding(.pickNext, [.char("n"), .tab], "next sample", "the next sample, from the best on"),
        Binding(.pickPrevious, [.char("N"), .backtab], "previous", "the sample before"),
        Binding(.dive, [.enter], "dive", "to that sample's run; p comes back"),
        Binding(.largerPopulation, [.char("+")], "more", "more samples, up to 1024"),
        Binding(.smallerPopulation, [.char("-")], "fewer", "fewer samples, down to 64"),
        Binding(.populationPartner, [.char("x")], "axis", "another property across the plot"),
        Binding(.populationValues, [.char("v")], "values", "predicted or measured values"),
        Binding(.populationMethod, [.char("m")], "method", "gradient, as an input, or twisted"),
    ]

    /// What is worth knowing on the population page, the most important first.
    static func populationHints(_ state: State) -> [KeyHints.Hint] {
        typealias Hint = KeyHints.Hint
        var hints = [Hint("↑↓←→", "steer"), Hint("n N", "pick")]
        hints.append(state.population.picked == nil ? Hint("+ -", "size") : Hint("enter", "dive"))
        hints += [Hint("?", "help"), Hint("q", "quit"), Hint("x", "axis"), Hint("m", "method"), Hint("v", "values")]
        if state.population.picked != nil { hints.append(Hint("+ -", "size")) }
        hints += [Hint("r", "replay"), Hint("R", "new seed"), Hint("p", "back")]
        return hints
    }
}
