import Architectures
import Terminal

/// Where the parts of the search page are.
struct SearchLayout {
    /// Panels with their titles. The regret and the forecasts stand under each other and share their columns.
    let regret, forecasts, evaluations, cell, shares, candidates: Rect
    /// Where curves are drawn; the axis is below each, labels to the left.
    let curves, bars: Rect

    static let labelWidth = 7

    /// Evaluations from end to end.
    let span: Int

    init(_ layout: ScreenLayout, span: Int, space: SearchSpace) {
        self.span = span
        let body = layout.body.inset(bottom: layout.tier == .compact ? 0 : 1)
        let gap = layout.tier == .compact ? 0 : 1
        let hasLetters = !ArchitectureCode(space).isNamed
        let sides = body.columns([.flexible(), .fixed(layout.tier == .large ? (hasLetters ? 78 : 68) : layout.tier == .regular ? 52 : 34)], gap: layout.tier == .compact ? 2 : 4)
        let left = sides[0].rows([.flexible(6), .flexible(layout.tier == .compact ? 4 : 5)], gap: gap)
        (regret, forecasts) = (left[0], left[1])
        curves = regret.inset(left: Self.labelWidth, top: 1, bottom: 2)
        bars = forecasts.inset(left: Self.labelWidth, top: 1, bottom: 1)
        let shareRows = 8
        let hasCell = layout.tier > .compact
        let cellRows = hasCell ? layout.tier == .large ? 15 : 10 : 0
        let right = sides[1].rows([.flexible(), .fixed(cellRows), .fixed(shareRows)], gap: gap)
        evaluations = right[0]
        cell = right[1]
        let parts = right[2].columns(layout.tier == .large ? [.fixed(hasLetters ? 29 : 26), .flexible()] : [.flexible(), .fixed(0)], gap: layout.tier == .large ? 3 : 0)
        (shares, candidates) = (parts[0], parts[1])
    }

    /// The dot of a braille grid as wide as the curves that stands for an evaluation, counted from 1.
    func dot(_ evaluation: Int) -> Int {
        ((Double(evaluation) - 0.5) / Double(span) * Double(curves.width * 2 - 1)).rounded(into: 0...max(curves.width * 2 - 1, 0))
    }

    /// The column of the screen of an evaluation, counted from 1.
    func column(_ evaluation: Int) -> Int { curves.x + min(dot(evaluation) / 2, max(curves.width - 1, 0)) }

    /// Rows of the list.
    var list: Rect { evaluations.inset(top: 1) }

    /// The first evaluation in the list, such that the shown one is in view.
    func firstEvaluation(count: Int, shown: Int) -> Int {
        guard count > list.height, list.height > 0 else { return 0 }
        return min(max(shown - list.height / 2, 0), count - list.height)
    }
}

extension State {
    /// Picks the evaluation that is clicked on. - Returns: whether one was
    mutating func pointInSearch(_ mouse: MouseEvent) -> Bool {
        let places = SearchLayout(layout, span: here.race.span, space: space)
        guard places.list.contains(x: mouse.x, y: mouse.y), let lead = here.race.lead, let shown = here.race.shown else { return false }
        let place = places.firstEvaluation(count: lead.evaluations.count, shown: shown) + mouse.y - places.list.y
        pickEvaluation(by: place - shown)
        return true
    }

    /// Whether a round is to be asked for as soon as time has passed.
    public var wantsRound: Bool {
        guard page == .search, case .ready = phase, !overlay.isHelp else { return false }
        return here.race.isRunning && here.race.ticket == nil && here.race.failure == nil && !here.race.isOver
    }
}
