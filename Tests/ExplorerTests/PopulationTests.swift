import Diffusion
import Explorer
import Terminal
import Testing

@Suite struct PopulationTests {
    @Test func thePageAsksForItsPopulation() throws {
        var harness = try Harness.ready()
        #expect(harness.populations.isEmpty)
        try harness.type("p")
        let request = try #require(harness.populations.last)
        #expect(harness.populations.count == 1 && request.count == 256)
        #expect(request.settings == harness.state.branch?.settings)
        // Nothing more is asked for while it is under way, whatever is looked at.
        try harness.type(".,v")
        try harness.press(.down, .end)
        #expect(harness.populations.count == 1)
    }

    @Test func steeringStartsItAnewAndLateResultsAreIgnored() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var harness = try Harness.population(engine: engine)
        let first = try #require(harness.state.population.course)
        #expect(first.isComplete && !harness.state.population.isUnderWay)
        try harness.press(.pageUp)
        #expect(harness.populations.count == 2)
        let second = try #require(harness.populations.last)
        #expect(second.ticket != first.request.ticket && second.settings.guidance.tilts == ["cifar10_test": 1])
        // The population from before stands in until the new one has come.
        #expect(harness.state.population.standIn?.request.ticket == first.request.ticket)
        #expect(harness.state.population.isUnderWay)
        for event in engine.answer(first.request) { harness.send(.engine(event)) }
        #expect(harness.state.population.course?.steps.isEmpty == true)
        harness.send(.engine(.failed(ticket: first.request.ticket, reason: "late")))
        #expect(harness.state.population.course?.failure == nil)
        harness.answerPopulation(engine)
        #expect(harness.state.population.course?.isComplete == true && harness.state.population.standIn == nil)
    }

    /// While a slider is on its way, a result that is about to come is waited for; then the newest setting has its turn.
    @Test func aGestureIsFollowedWithoutStarving() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var harness = try Harness.population(engine: engine)
        harness.send(.tick(10))
        try harness.press(.right)
        let events = engine.answer(try #require(harness.populations.last))
        let steps = PopulationEngine.steps(events)
        let ticket = try #require(harness.populations.last?.ticket)
        harness.send(.tick(10.1))
        harness.send(.engine(.population(ticket: ticket, .steps(Array(steps.prefix(6))))))
        try harness.press(.right, .right)
        #expect(harness.populations.count == 2)
        harness.send(.engine(.population(ticket: ticket, .steps(Array(steps.dropFirst(6))))))
        #expect(harness.populations.count == 3)
        #expect(harness.populations.last?.settings.guidance.tilts == ["cifar10_test": 0.75])
    }

    @Test func sizeAndSeedStartItAnew() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var harness = try Harness.population(engine: engine)
        try harness.type("+")
        #expect(harness.populations.last?.count == 128)
        try harness.type("--")
        #expect(harness.populations.last?.count == 64)
        #expect(harness.state.notice?.text == "a population has 64 to 1024 samples")
        try harness.type("++++++")
        #expect(harness.populations.last?.count == 1_024)
        try harness.type("R")
        #expect(harness.populations.last?.settings.seed == 8)
        let asked = harness.populations.count
        try harness.type("x")
        #expect(harness.populations.count == asked)
        #expect(harness.state.populationPartner != "latency_ms_pixel3")
    }

    @Test func divingShowsThatSampleAndThePopulationStays() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var harness = try Harness.population(engine: engine)
        try harness.press(.enter)
        #expect(harness.state.page == .population && harness.state.notice?.text == "n picks a sample first, or a click")
        try harness.press(.pageUp, .end)
        harness.answerPopulation(engine)
        // Their cells are not valid ones here, so what is predicted has to do.
        try harness.type("vnnn")
        let population = harness.state.population
        let picked = try #require(population.picked)
        let last = try #require(harness.state.population.course?.steps.last)
        try harness.press(.enter)
        #expect(harness.state.page == .watch && harness.state.sample == picked)
        let branch = try #require(harness.state.branch)
        let course = Array(
            try SampleRun(models: try #require(Synthetic.models.learned), settings: branch.settings, sample: picked))
        #expect(branch.steps.map(\.trace) == course.map(\.trace))
        #expect(branch.settings.guidance.tilts == ["cifar10_test": 1])
        // The point that was picked is the run that is shown.
        let width = harness.state.population.course?.request.properties.count ?? 0
        #expect(last.scores[picked * width] == Float(try #require(course.last).onState[0].mean))
        let asked = harness.populations.count
        try harness.type("p")
        #expect(harness.state.page == .population && harness.populations.count == asked)
        #expect(harness.state.population.course?.isComplete == true && harness.state.population.picked == picked)
    }

    @Test func divingBringsTheTwinOfThatSample() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var harness = try Harness.ready(settings: RunSettings(seed: 7, schedule: .fixed, steps: 12))
        try harness.type("c")
        #expect(harness.state.comparesTwin && harness.state.sample == 0)
        try harness.type("p--")
        harness.answerPopulation(engine)
        try harness.type("n")
        if harness.state.population.picked == 0 { try harness.type("n") }
        let before = harness.effects.count
        try harness.press(.enter)
        let twins = harness.effects.dropFirst(before).compactMap { effect -> RunRequest? in
            guard case .compute(let request) = effect, request.lane == .twin else { return nil }
            return request
        }
        #expect(twins.count == 1 && twins.last?.sample == harness.state.sample && harness.state.sample != 0)
    }

    @Test func samplesArePickedInTheOrderOfTheProperty() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var harness = try Harness.population(engine: engine)
        harness.state.selectFirst()
        let steps = try #require(harness.state.population.course?.steps)
        let width = try #require(harness.state.population.course?.request.properties.count)
        try harness.press(.home)
        let start = steps[0]
        var seen: [Float] = []
        for _ in 0..<64 {
            try harness.type("n")
            let picked = harness.state.population.picked
            seen.append(start.scores[try #require(picked) * width])
        }
        #expect(seen == seen.sorted(by: >) && seen.first == (0..<64).map { start.scores[$0 * width] }.max())
        let last = harness.state.population.picked
        try harness.type("n")
        #expect(harness.state.population.picked == last)
        try harness.type("NN")
        #expect(harness.state.population.picked != last)
    }

    @Test func aClickPicksAndASecondOneDives() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var harness = try Harness.population(engine: engine)
        try harness.press(.end)
        try harness.type("v")
        // Find a mark of the front on the screen and click on it.
        let canvas = render(harness.state)
        var spot: (x: Int, y: Int)?
        for y in 3..<15 {
            for x in 60..<canvas.width where canvas[x, y].text == "◆" { spot = (x, y) }
        }
        let (x, y) = try #require(spot)
        harness.send(.input(.mouse(MouseEvent(.press(.left), x: x, y: y))))
        let population = harness.state.population
        let picked = try #require(population.picked)
        #expect(render(harness.state)[x, y].text == "◉")
        harness.send(.input(.mouse(MouseEvent(.press(.left), x: x, y: y))))
        try harness.answer()
        #expect(harness.state.page == .watch && harness.state.sample == picked)
    }

    @Test func theMethodGoesThroughAllThree() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var harness = try Harness.population(engine: engine)
        try harness.press(.right)
        try harness.type("m")
        #expect(harness.populations.last?.settings.guidance.method == .conditioned)
        try harness.type("m")
        #expect(harness.populations.last?.settings.guidance.method == .twisted)
        // One sample alone cannot be twisted.
        #expect(harness.state.branch?.settings.guidance.method == .gradient)
        harness.answerPopulation(engine)
        #expect(render(harness.state).text.contains("particles"))
        #expect(render(harness.state).text.contains("twisted"))
        harness.send(.input(.resize(width: 80, height: 24)))
        #expect(render(harness.state).text.contains("ESS "))
        harness.send(.input(.resize(width: 120, height: 36)))
        try harness.type("n")
        try harness.press(.enter)
        #expect(harness.state.notice?.text.contains("alone: in the population it depends on the others") == true)
        // And then it is left to the models.
        try harness.type("pm")
        #expect(harness.populations.last?.settings.guidance.method == .conditioned && harness.state.open.method)
    }

    @Test func twistedGuidanceSaysWhatItNeeds() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        let settings = RunSettings(seed: 7, sampler: .heun, schedule: .fixed, steps: 8)
        var harness = try Harness.population(settings: settings, engine: engine)
        try harness.press(.right)
        try harness.type("mm")
        #expect(harness.state.notice?.text == "\(GuidanceError.needsNoise(sampler: "heun"))")
        #expect(harness.state.population.isTwisted == false)
        // And when the sampler is changed later, the page says why nothing comes.
        try harness.type("m")
        var other = try Harness.population(engine: engine)
        try other.press(.right)
        try other.type("mm")
        let sampler = try #require(other.state.branch?.settings.sampler)
        for _ in Sampler.all where other.state.branch?.settings.sampler != .heun { try other.type("s") }
        #expect(sampler == .ancestral && other.state.branch?.settings.sampler == .heun)
        other.answerPopulation(engine)
        #expect(other.state.population.course?.failure == "\(GuidanceError.needsNoise(sampler: "heun"))")
        #expect(render(other.state).text.contains("twisted guidance weighs the noise"))
    }

    @Test func twistedAtTheStartIsThePopulations() throws {
        let settings = RunSettings(steps: 8, guidance: Guidance(tilts: ["cifar10_test": 1], method: .twisted))
        var harness = Harness(settings: settings)
        harness.state = State(settings: settings, width: 120, height: 36, population: 128)
        harness.send(.engine(.ready(harness.catalog)))
        #expect(harness.populations.last?.settings.guidance.method == .twisted && harness.populations.last?.count == 128)
        #expect(harness.state.branch?.settings.guidance.method == .gradient)
    }

    /// The number beside the histogram, counted anew from the samples' cells.
    @Test func theDistanceIsCountedOverTheBins() throws {
        let engine = PopulationEngine(Synthetic.exact)
        defer { engine.stop() }
        var harness = try Harness.population(Synthetic.exact, denoiser: .exact, engine: engine)
        try harness.press(.end)
        let property = try #require(harness.state.selectedProperty)
        let truth = try #require(harness.state.population.truth?.properties[property])
        let last = try #require(harness.state.population.course?.steps.last)
        let scores = zip(last.architectures, last.isValid).compactMap { $1 ? $0?.cell : nil }.compactMap { truth.scores?[$0.code] }
        var counts = [Double](repeating: 0, count: 28)
        for score in scores { counts[min(max(Int((score + 3.5) * 4), 0), 27)] += 1 }
        let exact = try #require(truth.exact)
        let distance = zip(counts, exact).reduce(0) { $0 + abs($1.0 / Double(scores.count) - $1.1) } / 2
        let screen = render(harness.state).text
        #expect(screen.contains("TV to exact \(distance.fixed(3))"))
        #expect(screen.contains("\(scores.count) of 64"))
        #expect(harness.state.population.truth?.expectedUniqueness != nil)
    }
}

extension State {
    fileprivate mutating func selectFirst() {
        while self.selected > 0 { _ = update(&self, .input(.key(.up))) }
    }
}
