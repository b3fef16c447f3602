import Diffusion
import Explorer
import Terminal
import Testing

/// What a population page says of samples that are not those the sliders ask for, and of samples that are none.
@Suite struct PopulationBeforeTests {
    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func samplesOfTheSettingsBeforeAreMarked(width: Int, height: Int) throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var harness = try Harness.population(width: width, height: height, engine: engine)
        #expect(!render(harness.state).text.contains("before"))
        try harness.press(.right)
        harness.send(.tick(10))
        let marked = render(harness.state).text
        #expect(marked.contains("of the settings before; computing  0 %"))
        #expect(!marked.contains("floor"), "a distance between old samples and the new distribution says nothing")
        harness.answerPopulation(engine)
        #expect(!render(harness.state).text.contains("before"))
    }

    @Test func samplesThatAreNoCellsAreCountedInWords() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var harness = try Harness.population(width: 160, height: 48, engine: engine)
        try harness.press(.end)
        let valid = try #require(harness.state.population.course?.steps.last?.isValid)
        let invalid = valid.count { !$0 }
        try #require(invalid > 0)
        let words = invalid == valid.count ? "none is a valid cell" : "\(invalid) of \(valid.count) are no valid cell"
        #expect(render(harness.state).text.contains(words))
    }
}
