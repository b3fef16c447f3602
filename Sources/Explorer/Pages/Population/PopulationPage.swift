import Architectures
import Terminal

/// Many samples that run together. Arrows steer on it as on every other page.
struct PopulationPage: ExplorerPage {
    let page = Page.population
    let keys: [Key] = [.char("4"), .char("p")]
    let help = "many samples together"

    let memory: (any PageMemory.Type)? = Population.self

    let isOfRun = false
    let stage = StageUse.none

    var section: KeySection? {
        KeySection(
            "On the population page", rank: 3,
            [
                key([.char("n"), .tab], "next sample", "the next sample, from the best on") { $0.pick(by: 1) },
                key([.char("N"), .backtab], "previous", "the sample before") { $0.pick(by: -1) },
                key([.enter], "dive", "to that sample's run; p comes back") { $0.dive() },
                key([.char("+")], "more", "more samples, up to 1024") { $0.resizePopulation(larger: true) },
                key([.char("-")], "fewer", "fewer samples, down to 64") { $0.resizePopulation(larger: false) },
                key([.char("x")], "axis", "another property across the plot") { $0.nextPartner() },
                key([.char("v")], "values", "predicted or measured values") { $0.nextPopulationValues() },
                key([.char("F")], "train front", "train the Pareto front, in turn") { $0.trainFront() },
                key([.char("m")], "method", "gradient, as an input, or twisted") { $0.nextPopulationMethod() },
            ])
    }

    func hints(_ state: State) -> [KeyHints.Hint]? {
        typealias Hint = KeyHints.Hint
        var hints = [Hint("↑↓←→", "steer"), Hint("n N", "pick")]
        hints.append(state.population.picked == nil ? Hint("+ -", "size") : Hint("enter", "dive"))
        hints += [Hint("?", "help"), Hint("q", "quit"), Hint("x", "axis"), Hint("m", "method"), Hint("v", "values")]
        if state.population.picked != nil { hints.append(Hint("+ -", "size")) }
        if state.trainings.isAvailable { hints += [Hint("t", "train"), Hint("F", "train front")] }
        hints += [Hint("r", "replay"), Hint("R", "new seed"), Hint("p", "back")]
        return hints
    }

    func refresh(_ state: inout State) -> [Effect] { state.refreshPopulation() }

    func trained(_ state: State) -> Architecture? { state.pickedArchitecture }

    func whyNotTrained(_ state: State) -> String {
        if state.population.picked == nil { return "n picks a sample first, or a click; F trains the front" }
        guard PopulationMoment(state)?.isEnd ?? false else { return "the samples have not ended yet: end goes there" }
        return "this sample is no valid \(state.space.words.noun)"
    }

    func take(_ event: EngineEvent, in state: inout State) {
        if case .population(let ticket, let report) = event { state.take(report, ticket: ticket) }
    }

    func press(_ mouse: MouseEvent, in state: inout State) -> [Effect]? { state.pointInPopulation(mouse) }

    func takeWeights(_ state: inout State) -> Bool {
        state.population.isTwisted = true
        return true
    }

    func keep(_ here: SpaceState, in session: inout SpaceSession) {
        let own = here.population
        session.population = PopulationChoices(
            size: own.size, isTwisted: own.isTwisted, values: own.values, partner: own.partner, picked: own.picked)
    }

    func takeUp(_ session: SpaceSession, isStart: Bool, in state: inout State) {
        let choices = session.population
        var own = state.population
        if !isStart || own.size == PopulationChoices().size { own.size = choices.size }
        (own.isTwisted, own.values, own.partner) = (choices.isTwisted, choices.values, choices.partner)
        own.picked = choices.picked.flatMap { $0 < own.size ? $0 : nil }
        state.population = own
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

    func draw(_ scene: Scene, on canvas: inout Canvas) {
        scene.drawPopulationCaption(on: &canvas)
        scene.drawPopulation(on: &canvas)
        scene.drawTimeline(on: &canvas)
    }
}
