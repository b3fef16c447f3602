import Terminal

/// A part of a page that lessons point at and cards explain.
struct PagePanel: Sendable, Hashable {
    /// As lessons call it.
    let name: String
    /// Its title's row included.
    let rect: Rect
    /// Words of the glossary that it is about, the most important first.
    let terms: [String]

    init(_ name: String, _ rect: Rect, _ terms: [String]) { (self.name, self.rect, self.terms) = (name, rect, terms) }
}

extension PagePanel {
    /// What watch and inspect show alike.
    static func ofStage(_ layout: ScreenLayout) -> [PagePanel] {
        [
            PagePanel("cell", layout.picture, ["cell", "operation", "effective adjacency", "clean estimate", "settled", "validity", "isomorph"]),
            PagePanel("operations", layout.vertices, ["V", "x_t", "x̃", "posterior", "choice"]),
            PagePanel("adjacency", layout.edges, ["E", "effective adjacency", "edge slot"]),
        ]
    }

    static func ofRun(_ layout: ScreenLayout) -> [PagePanel] {
        [
            PagePanel("norms", layout.norms, ["score", "guidance", "entropy"]),
            PagePanel("timeline", layout.timeline, ["σ", "t", "step", "noise schedule", "fork"]),
            PagePanel("caption", layout.caption, ["clean estimate", "diffusion"]),
            PagePanel("status", layout.status, ["sampler", "denoiser", "seed", "SDE", "conditioned guidance", "order"]),
        ]
    }

    static func properties(_ layout: ScreenLayout) -> PagePanel {
        PagePanel(
            "properties", layout.properties,
            ["γ", "tilt", "nat", "standard score", "property", "predictor", "Â₀", "pull", "top", "≈"])
    }
}

extension State {
    /// The parts of the page that are on the screen.
    var panels: [PagePanel] { shownPage.panels(layout, self).filter { !$0.rect.isEmpty } }

    func panel(_ name: String) -> PagePanel? { panels.first { $0.name == name } }
}

extension WatchPage {
    func panels(_ layout: ScreenLayout, _ state: State) -> [PagePanel] {
        [PagePanel.properties(layout)] + PagePanel.ofStage(layout) + [PagePanel("runs", layout.runs, ["run", "branch", "twin", "fork"])] + PagePanel.ofRun(layout)
    }
}

extension InspectPage {
    func panels(_ layout: ScreenLayout, _ state: State) -> [PagePanel] {
        let places = InspectionLayout(layout)
        return [
            PagePanel("entry", places.entry, ["posterior", "x̃", "denoiser", "learned", "exact", "clean estimate"]),
            PagePanel("mathematics", places.beside, ["score", "clean estimate", "h", "order", "Langevin step", "z"]),
            PagePanel("attention", places.attention, ["attention"]),
        ] + PagePanel.ofStage(layout) + PagePanel.ofRun(layout)
    }
}

extension ComparePage {
    func panels(_ layout: ScreenLayout, _ state: State) -> [PagePanel] {
        let places = ComparisonLayout(layout, shown: state.shown.count, space: state.space)
        return [
            PagePanel("heads", places.heads, ["rival", "comparison"]), PagePanel("pictures", places.pictures, ["cell"]),
            PagePanel("states", places.states, ["V", "E"]), PagePanel("figures", places.figures, ["γ", "standard score"]),
            PagePanel("course", places.course, ["distance"]),
        ] + PagePanel.ofRun(layout).filter { $0.name != "norms" }
    }
}

extension PopulationPage {
    func panels(_ layout: ScreenLayout, _ state: State) -> [PagePanel] {
        let places = PopulationLayout(layout)
        return [
            PagePanel("histogram", places.histogram, ["exact tilt", "total variation", "floor", "prior", "standard score"]),
            PagePanel("scatter", places.scatter, ["Pareto front", "hypervolume"]), PagePanel.properties(layout),
            PagePanel("counts", places.counts, ["validity", "uniqueness", "Hamming", "total variation", "effective sample size", "twisted guidance", "entropy"]),
        ] + PagePanel.ofRun(layout).filter { $0.name != "norms" }
    }
}

extension SearchPage {
    func panels(_ layout: ScreenLayout, _ state: State) -> [PagePanel] {
        let places = SearchLayout(layout, span: state.race.span, space: state.space)
        return [
            PagePanel("regret", places.regret, ["regret", "strategy", "race", "evaluation"]),
            PagePanel("forecasts", places.forecasts, ["forecast", "surrogate", "Gaussian process"]),
            PagePanel("evaluations", places.evaluations, ["evaluation", "proposal", "batch"]), PagePanel("cell", places.cell, ["cell", "operation"]),
            PagePanel("shares", places.shares, ["acquisition", "expected improvement", "Thompson sampling"]),
            PagePanel("candidates", places.candidates, ["candidate"]),
            PagePanel("caption", layout.caption, ["race", "strategy"]), PagePanel("status", layout.status, ["objective", "bound", "budget", "transfer"]),
        ]
    }
}

extension TaskPage {
    func panels(_ layout: ScreenLayout, _ state: State) -> [PagePanel] {
        let places = TaskLayout(state)
        return [
            PagePanel("images", places.images, ["image task", "task", "held out"]), PagePanel("curves", places.curves, ["learning curve"]),
            PagePanel("trainings", places.table, ["image task", "isomorph", "held out"]),
        ]
    }
}
