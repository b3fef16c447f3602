import Terminal

/// The one table of keys: it drives what keys do, the help, the footer and the documentation.
public enum KeyTable {
    public typealias Binding = KeyBinding
    public typealias Section = KeySection

    /// What holds everywhere, and what each page has of its own.
    public static let sections: [Section] = (shared + Pages.all.compactMap { $0.ownSection }).enumerated()
        .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)

    private static let shared: [Section] = [
        Section(
            "Time", rank: 0,
            [
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
            "Steering", rank: 0,
            [
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
            "Futures", rank: 0,
            [
                Binding(.nextBranch, [.char("b")], "branch", "look at the next branch"),
                Binding(.branchTree, [.char("B")], "tree", "the tree of all branches"),
                Binding(.undo, [.char("u")], "undo", "bring back what was replaced"),
                Binding(.redo, [.char("U")], "redo", "and replace it again"),
            ]),
        Section(
            "Method", rank: 2,
            [
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
        Section("Training", rank: 2, [Binding(.train, [.char("t")], "train", "train the cell shown, or stop")]),
        Section("Pages", rank: 2, Pages.all.map { $0.binding }),
        Section(
            "Learning", rank: 2,
            [
                Binding(.lessons, [.char("L")], "lessons", "the lessons, and what was solved"),
                Binding(.goOn, [.char("g")], "go on", "go on in lesson or demonstration"),
                Binding(.hint, [.char("H")], "hint", "a hint for the lesson's step"),
                Binding(.card, [.char("K")], "what is this", "what this is, with its numbers"),
            ]),
        Section(
            "Presenting", rank: 2,
            [
                Binding(.zoom, [.char("z")], "zoom", "one panel on all of the screen"),
                Binding(.spotlight, [.char("O")], "spotlight", "one panel stands out"),
                Binding(.whole, [.escape], "whole page", "all of the page again"),
            ]),
        Section(
            "Taking away", rank: 5,
            [
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
        ("anything", "right click: what is this?"),
        ("wheel", "select a slider, or go step by step"),
        ("footer", "click a key: as if it were pressed"),
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

extension Action: CaseIterable {
    public static var allCases: [Action] {
        CommonAction.allCases.map { .common($0) } + Page.allCases.map { .turn($0) } + Pages.all.flatMap { $0.section?.bindings.map(\.action) ?? [] }
    }
}

extension ExplorerPage {
    /// Its section, marked as its own.
    fileprivate var ownSection: KeySection? {
        var section = section
        section?.page = page
        return section
    }
}
