import Architectures
import Diffusion
import Explorer
import Terminal
import Testing

/// Every page, at every size, of the smallest states that it can meet.
@Suite struct EmptiestStateTests {
    private static let sizes = [
        (0, 0), (1, 1), (200, 1), (60, 17), (60, 18), (61, 80), (80, 24), (112, 32), (160, 48), (300, 18),
    ]
    private static let overlays: [Character] = ["?", ":", "y", "e", "B", "a"]

    private static func draw(_ harness: Harness, _ moment: String) throws {
        for (width, height) in sizes {
            var harness = harness
            harness.send(.input(.resize(width: width, height: height)))
            try check(harness.state, moment)
            guard (width, height) == (60, 18) else { continue }
            for key in overlays {
                var over = harness
                over.send(.input(.key(.char(key))))
                try check(over.state, "\(moment), \(key)")
            }
        }
    }

    private static func check(_ state: State, _ moment: String) throws {
        let canvas = render(state)
        try #require(canvas.width == state.width && canvas.height == state.height, "\(moment) on \(state.page) at \(state.width)×\(state.height)")
    }

    private static func pages(_ harness: inout Harness, _ moment: String) throws {
        for key in ["1", "2", "3", "4", "5", "6"] as [Character] {
            harness.send(.input(.key(.char(key))))
            try draw(harness, moment)
        }
        harness.send(.input(.key(.char("1"))))
    }

    @Test(arguments: PartialTable.all)
    func everyPageOfAPartialTableIsDrawn(table: PartialTable) throws {
        let loaded = table.models, settings = RunSettings(seed: 3, schedule: .fixed, steps: 1)
        var harness = Harness(loaded, settings: settings, denoiser: table.denoiser)
        try Self.pages(&harness, "loading")
        harness.send(.engine(.ready(harness.catalog)))
        try Self.pages(&harness, "nothing computed")
        try harness.answer()
        try Self.pages(&harness, "one step")
        harness.send(.input(.key(.end)))
        try Self.pages(&harness, "the end")

        let population = PopulationEngine(loaded), search = SearchEngine(loaded)
        defer {
            population.stop()
            search.stop()
        }
        harness.send(.input(.key(.char("4"))))
        harness.answerPopulation(population)
        harness.send(.input(.key(.char("n"))))
        try Self.draw(harness, "a population")
        try harness.press(.right)
        try Self.draw(harness, "a population steered anew")

        try harness.type(":search my_latency")
        try harness.press(.enter)
        try Self.draw(harness, "a search asked for")
        for strategy in ["random", "mutation", "exhaustive", "local", "guided"] where table.isLearned || strategy != "guided" {
            try harness.type(":search my_latency \(strategy)")
            try harness.press(.enter)
            for _ in 0..<3 {
                harness.answerSearch(search)
                try Self.draw(harness, "a search, \(strategy)")
                try harness.type(".")
            }
        }
    }

    @Test(arguments: [("one cell", "my_latency is measured of one cell alone"), ("no figure", "is not measured")])
    func aSearchWithNothingToFindSaysWhy(table: String, words: String) throws {
        let table = try #require(PartialTable.all.first { $0.name == table })
        var harness = try Harness.ready(table.models, settings: RunSettings(seed: 3, schedule: .fixed, steps: 1))
        try harness.type(table.name == "one cell" ? ":search my_latency" : "5")
        try harness.press(.enter)
        let reason = harness.state.race.failure ?? ""
        #expect(reason.contains(words) || reason.contains("nothing is measured"), "\(reason)")
        #expect(reason.hasSuffix("so there is nothing to search in: bring a table with --table FILE, or o takes another property"), "\(reason)")
    }

    @Test func whatCannotBeLoadedIsDrawn() throws {
        var harness = Harness()
        harness.send(.engine(.loadFailed(ExplorerError.nothingLoaded)))
        try Self.pages(&harness, "failed")
    }

    @Test func aRoundThatDrewNoneOfTheTablesCellsSaysSo() throws {
        let table = try #require(PartialTable.all.first { $0.name == "two cells" })
        let engine = SearchEngine(table.models)
        defer { engine.stop() }
        var harness = try Harness.ready(table.models, settings: RunSettings(seed: 3, schedule: .fixed, steps: 1), width: 160, height: 48)
        try harness.type(":search my_latency guided")
        try harness.press(.enter)
        for _ in 0..<4 {
            harness.answerSearch(engine)
            try harness.type(".")
        }
        if let picture = harness.state.race.picture, picture.count == 0 {
            #expect(picture.shares.rows.isEmpty)
            #expect(render(harness.state).text.contains("none: no cell that was"))
        }
    }
}
