import Terminal

/// Many samples that run together. Arrows steer on it as on every other page.
struct PopulationPage: ExplorerPage {
    enum Act: String, PageAct { case pickNext, pickPrevious, dive, larger, smaller, partner, values, method }

    let page = Page.population
    let keys: [Key] = [.char("4"), .char("p")]
    let help = "many samples together"

    let isOfRun = false
    let networkForm = ScreenLayout.Form.cell

    var section: KeySection? {
        KeySection(
            "On the population page", rank: 3,
            [
                key(.pickNext, [.char("n"), .tab], "next sample", "the next sample, from the best on"),
                key(.pickPrevious, [.char("N"), .backtab], "previous", "the sample before"),
                key(.dive, [.enter], "dive", "to that sample's run; p comes back"),
                key(.larger, [.char("+")], "more", "more samples, up to 1024"),
                key(.smaller, [.char("-")], "fewer", "fewer samples, down to 64"),
                key(.partner, [.char("x")], "axis", "another property across the plot"),
                key(.values, [.char("v")], "values", "predicted or measured values"),
                key(.method, [.char("m")], "method", "gradient, as an input, or twisted"),
            ])
    }

    func hints(_ state: State) -> [KeyHints.Hint]? {
        typealias Hint = KeyHints.Hint
        var hints = [Hint("↑↓←→", "steer"), Hint("n N", "pick")]
        hints.append(state.population.picked == nil ? Hint("+ -", "size") : Hint("enter", "dive"))
        hints += [Hint("?", "help"), Hint("q", "quit"), Hint("x", "axis"), Hint("m", "method"), Hint("v", "values")]
        if state.population.picked != nil { hints.append(Hint("+ -", "size")) }
        hints += [Hint("r", "replay"), Hint("R", "new seed"), Hint("p", "back")]
        return hints
    }

    func perform(_ act: Act, in state: inout State) -> [Effect] {
        switch act {
        case .pickNext: state.pick(by: 1)
        case .pickPrevious: state.pick(by: -1)
        case .dive: return state.dive()
        case .larger: state.resizePopulation(larger: true)
        case .smaller: state.resizePopulation(larger: false)
        case .partner: state.nextPartner()
        case .values: state.nextPopulationValues()
        case .method: return state.nextPopulationMethod()
        }
        return []
    }

    func refresh(_ state: inout State) -> [Effect] { state.refreshPopulation() }

    func press(_ mouse: MouseEvent, in state: inout State) -> [Effect]? { state.pointInPopulation(mouse) }

    func weighs(_ state: inout State) -> Bool {
        state.population.isTwisted = true
        return true
    }

    func methodWord(_ state: State) -> String? { state.population.isTwisted ? "twisted" : nil }

    /// Its samples are those of the settings that hold at the end, from start to end, whatever was forked.
    func line(_ branch: Branch, _ state: State) -> String? {
        let population = state.population
        guard population.picked == nil, population.partner == nil, population.values == .fitting else { return nil }
        var settings = branch.settings
        if population.isTwisted { settings.guidance.method = .twisted }
        return ReproductionLine.command(settings, sample: 0, count: population.size, denoiser: branch.denoiser, files: state.files)
    }

    func draw(_ scene: Scene, on canvas: inout Canvas) { scene.drawPopulation(on: &canvas) }

    func drawCaption(_ scene: Scene, on canvas: inout Canvas) { scene.drawPopulationCaption(on: &canvas) }

    func drawTimeline(_ scene: Scene, on canvas: inout Canvas) { scene.drawTimeline(on: &canvas) }
}
