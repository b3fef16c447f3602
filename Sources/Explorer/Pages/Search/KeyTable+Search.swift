import Terminal

extension KeyTable {
    static let searchBindings = [
        Binding(.searchRun, [.char(" ")], "search", "go on searching, or pause"),
        Binding(.searchRound, [.char(".")], "round", "one round, and pause"),
        Binding(.searchAgain, [.char("r")], "again", "search again from the same start"),
        Binding(.searchSeed, [.char("R")], "new seed", "search from another start"),
        Binding(.searchUp, [.up, .char("k")], "cell", "the evaluation before"),
        Binding(.searchDown, [.down, .char("j")], "cell", "the next evaluation; last: follow"),
        Binding(.searchPageUp, [.pageUp], "cell", "ten evaluations back"),
        Binding(.searchPageDown, [.pageDown], "cell", "ten evaluations on"),
        Binding(.searchFirst, [.home], "first", "to the first evaluation"),
        Binding(.searchLast, [.end], "last", "to the newest, and follow it"),
        Binding(.searchDive, [.enter], "dive", "watch a run drawn the same way"),
        Binding(.searchStrategy, [.char("s")], "strategy", "the next strategy, from here on"),
        Binding(.searchAcquisition, [.char("a")], "acquisition", "the next acquisition, from here on"),
        Binding(.searchStronger, [.right, .char("l")], "γ", "guide more strongly by it"),
        Binding(.searchWeaker, [.left, .char("h")], "γ", "guide less strongly"),
        Binding(.searchLarger, [.char("+")], "batch", "more cells a round"),
        Binding(.searchSmaller, [.char("-")], "batch", "fewer cells a round"),
        Binding(.searchObjective, [.char("o")], "objective", "search for another property"),
        Binding(.searchBound, [.char("b")], "bound", "only what is fast enough, or all"),
    ]

    /// What is worth knowing on the search page, the most important first.
    static func searchHints(_ state: State) -> [KeyHints.Hint] {
        typealias Hint = KeyHints.Hint
        return [
            Hint("space", state.race.isRunning ? "pause" : "search"), Hint(".", "round"), Hint("↑↓", "pick"), Hint("s", "strategy"),
            Hint("a", "acquisition"), Hint("?", "help"), Hint("q", "quit"), Hint("←→", "γ"), Hint("o", "objective"), Hint("b", "bound"),
            Hint("R", "new seed"), Hint("+ -", "batch"), Hint("y", "line"), Hint("r", "again"), Hint("enter", "dive"), Hint("1", "watch"),
        ]
    }
}
