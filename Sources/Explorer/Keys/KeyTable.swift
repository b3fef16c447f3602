import Terminal

/// The one table of keys: it drives what keys do, the help, the footer and the documentation.
public enum KeyTable {
    public struct Binding: Sendable {
        public let action: Action
        /// The first is the one that is shown first.
        public let keys: [Key]
        /// What it does, in a word or two, for the footer.
        public let short: String
        /// What it does, for the help.
        public let help: String
    }

    public struct Section: Sendable {
        public let title: String
        /// Where its keys hold, before those of every page; nil: everywhere.
        public var page: Page? = nil
        public let bindings: [Binding]
    }

    public static let sections: [Section] = [
        Section(
            title: "Time",
            bindings: [
                Binding(.playOrPause, [.char(" ")], "play", "play, or pause"),
                Binding(.stepOn, [.char(".")], "on", "one step on"),
                Binding(.stepBack, [.char(",")], "back", "one step back"),
                Binding(.jumpOn, [.char(">")], "jump on", "an eighth of the run on"),
                Binding(.jumpBack, [.char("<")], "jump back", "an eighth of the run back"),
                Binding(.toStart, [.home], "start", "to the noise it starts from"),
                Binding(.toEnd, [.end], "end", "to the cell it ends with"),
                Binding(.faster, [.char("]")], "faster", "play faster"),
                Binding(.slower, [.char("[")], "slower", "play slower"),
                Binding(.replay, [.char("r")], "replay", "play from the start"),
                Binding(.newSeed, [.char("R")], "new seed", "start anew with the next seed"),
                Binding(.nextSample, [.char("N")], "next sample", "start anew with the next sample"),
            ]),
        Section(
            title: "Steering",
            bindings: [
                Binding(.previousProperty, [.up, .backtab, .char("k")], "select", "the slider above"),
                Binding(.nextProperty, [.down, .tab, .char("j")], "select", "the slider below"),
                Binding(.raise, [.right, .char("l")], "more", "γ up by 0.25 nats a standard score"),
                Binding(.lower, [.left, .char("h")], "less", "γ down by 0.25"),
                Binding(.raiseMuch, [.pageUp, .modified(.shift, .right)], "more", "γ up by 1"),
                Binding(.lowerMuch, [.pageDown, .modified(.shift, .left)], "less", "γ down by 1"),
                Binding(.zero, [.char("0")], "zero", "γ to zero: do not steer by this"),
                Binding(.zeroAll, [.char("Z")], "zero all", "every γ to zero"),
                Binding(.typeValue, [.char("="), .enter], "type", "type any value"),
                Binding(.aim, [.char("A")], "aim", "draw it to its value now, or tilt it"),
                Binding(.chooseProperties, [.char("a")], "properties", "choose which properties are shown"),
                Binding(.removeProperty, [.char("x"), .delete], "remove", "take this property off the screen"),
            ]),
        Section(
            title: "Futures",
            bindings: [
                Binding(.nextBranch, [.char("b")], "branch", "look at the next branch"),
                Binding(.branchTree, [.char("B")], "tree", "the tree of all branches"),
                Binding(.undo, [.char("u")], "undo", "bring back what was replaced"),
                Binding(.redo, [.char("U")], "redo", "and replace it again"),
            ]),
        Section(
            title: "Comparing", page: .compare,
            bindings: [
                Binding(.nextRival, [.char("v")], "rival", "compare with the next run"),
                Binding(.previousRival, [.char("V")], "rival", "compare with the one before"),
                Binding(.swapSides, [.char("x")], "swap", "swap left and right"),
                Binding(.takeRival, [.enter], "go over", "go on with the other run"),
            ]),
        Section(
            title: "Method",
            bindings: [
                Binding(.sampler, [.char("s")], "sampler", "the next sampler"),
                Binding(.corrector, [.char("C")], "corrector", "Langevin corrector, or none"),
                Binding(.sde, [.char("D")], "diffusion", "the next diffusion: ve, vp, sub-vp"),
                Binding(.method, [.char("m")], "method", "guidance by gradient, or as an input"),
                Binding(.order, [.char("o")], "order", "guidance of first or second order"),
                Binding(.place, [.char("P")], "place", "predict from x_t, or from Â₀"),
                Binding(.window, [.char("W")], "window", "guide all of the run or part of it"),
                Binding(.denoiser, [.char("d")], "denoiser", "learned, exact or published denoiser"),
                Binding(.steps, [.char("n")], "steps", "12, 20, 48 or 96 steps"),
            ]),
        Section(
            title: "Pages",
            bindings: [
                Binding(.watchPage, [.char("1")], "watch", "one sample"),
                Binding(.inspectPage, [.char("2"), .char("i")], "inspect", "one entry, and the mathematics"),
                Binding(.comparePage, [.char("3"), .char("c")], "compare", "two runs side by side"),
                Binding(.populationPage, [.char("4"), .char("p")], "population", "many samples together"),
                Binding(.searchPage, [.char("5"), .char("f")], "search", "a search for the best, live"),
            ]),
        Section(title: "On the population page", page: .population, bindings: populationBindings),
        Section(title: "On the search page", page: .search, bindings: searchBindings),
        Section(
            title: "Inspect page", page: .inspect,
            bindings: [
                Binding(.cursorUp, [.up, .char("k")], "entry", "the entry above"),
                Binding(.cursorDown, [.down, .char("j")], "entry", "the entry below"),
                Binding(.cursorLeft, [.left, .char("h")], "entry", "the entry to the left"),
                Binding(.cursorRight, [.right, .char("l")], "entry", "the entry to the right"),
                Binding(.otherMatrix, [.tab, .backtab], "V or E", "from V to E and back"),
                Binding(.otherView, [.char("v")], "view", "mathematics, history or attention"),
                Binding(.nextBlocks, [.pageDown], "blocks", "attention of further blocks"),
                Binding(.previousBlocks, [.pageUp], "blocks", "attention of the blocks before"),
            ]),
        Section(
            title: "Taking away",
            bindings: [
                Binding(.prompt, [.char(":")], "command", "type a command; :help lists them all"),
                Binding(.line, [.char("y")], "line", "the line that brings this back"),
                Binding(.export, [.char("e")], "export", "write cell, run or screen to a file"),
                Binding(.record, [.char("w")], "record", "record the screen, or stop"),
                Binding(.otherSpace, [.char("S")], "space", "the other search space"),
                Binding(.theme, [.char("T")], "theme", "the next theme"),
                Binding(.motion, [.char("M")], "motion", "reduced motion, or full"),
                Binding(.help, [.char("?"), .function(1)], "help", "this help"),
                Binding(.suspend, [.ctrl("z")], "suspend", "back to the shell; fg returns"),
                Binding(.quit, [.char("q"), .ctrl("c")], "quit", "quit"),
            ]),
    ]

    /// What the mouse does, for the help and the documentation.
    public static let mouse = [
        ("page", "click its title: go there"),
        ("entry", "click it in V or E: inspect it"),
        ("timeline", "click or drag: go to a step"),
        ("slider", "click or drag: set its γ or target"),
        ("property", "click: select it"),
        ("run", "click its head: go on with it"),
        ("branch", "click in the tree: go there"),
        ("point", "click: pick a sample, again: dive"),
        ("evaluation", "click it in its list: pick it"),
        ("wheel", "select a slider, or go step by step"),
    ]

    /// The keys of the branch tree, for its frame, the help and the documentation.
    public static let tree = [
        ("↑ ↓", "walk", "walk: the screen behind follows"),
        ("enter", "stay", "stay at this branch"),
        ("esc", "back", "back to where you were"),
        ("n r", "name", "name this branch"),
        ("c", "compare", "compare it with where you came from"),
        ("x", "delete", "delete it; what left it moves up"),
        ("u U", "undo", "bring back what went, and again"),
    ]

    public static let bindings: [Binding] = sections.flatMap(\.bindings)

    /// By page, and under nil those of every page.
    private static let actions: [Page?: [Key: Action]] = Dictionary(grouping: sections, by: \.page).mapValues { sections in
        Dictionary(
            sections.flatMap(\.bindings).flatMap { binding in binding.keys.map { ($0, binding.action) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// What a key does on a page: the page's own keys come first.
    public static func action(for key: Key, on page: Page) -> Action? { actions[page]?[key] ?? actions[nil]?[key] }

    public static subscript(action: Action) -> Binding? { bindings.first { $0.action == action } }
}

extension KeyTable.Binding {
    init(_ action: Action, _ keys: [Key], _ short: String, _ help: String) {
        self.init(action: action, keys: keys, short: short, help: help)
    }

    /// All its keys as people write them.
    public var keyNames: String { keys.map(\.description).joined(separator: "  ") }
}
