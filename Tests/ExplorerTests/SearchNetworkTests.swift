import Architectures
import Diffusion
import Explorer
import Search
import Terminal
import Testing

extension Synthetic {
    /// Networks with a judge of their top-1: more is better, ever less so, and a kernel counts for more in a deep stage.
    static func judgedNetworks() throws -> LoadedModels {
        let analytic = try FactoredProperty.analytic()
        let macs = analytic.first { $0.info.name == "macs_m" }?.figure ?? FactoredFigure(of: .mobilenetv3)
        var loaded = LoadedModels(space: .mobilenetv3, networks: analytic)
        loaded.judges = [JudgedProperty(.named("imagenet_top1")) { networks in networks.compactMap(\.network).map { top($0, macs.value(of: $0)) } }]
        return loaded
    }

    private static func top(_ network: MobileNet, _ macs: Double) -> Double {
        let kernels = (0..<MobileNet.stageCount).map { stage -> Double in
            let layers = network[stage].layers
            return Double(layers.map(\.kernel).reduce(0, +)) * Double(layers.count)
        }
        return 68 + 10 * macs / (macs + 200) + 0.01 * kernels.reduce(0, +)
    }
}

/// The search page in the space that nothing enumerates.
@Suite struct SearchNetworkTests {
    private static func page(_ width: Int = 120, _ height: Int = 36, _ body: (inout Harness, SearchEngine) throws -> Void) throws {
        let loaded = try Synthetic.judgedNetworks()
        let engine = SearchEngine(loaded)
        defer { engine.stop() }
        var harness = try Harness.search(loaded, width: width, height: height, engine: engine)
        try body(&harness, engine)
    }

    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func screens(width: Int, height: Int) throws {
        let size = "\(width)x\(height)"
        try Self.page(width, height) { harness, engine in
            try Goldens.check(render(harness.state), "network-search-start-\(size)")
            try harness.rounds(12, engine: engine)
            try harness.type("a")
            try harness.rounds(8, engine: engine)
            try harness.press(.up, .up)
            try Goldens.check(render(harness.state), "network-search-middle-\(size)")
            try Goldens.checkStyled(render(harness.state), "network-search-middle-\(size)-styled")
            try harness.type(":bound macs_m 300")
            try harness.press(.enter)
            harness.answerSearch(engine)
            try harness.rounds(6, engine: engine)
            harness.send(.tick(100))
            try Goldens.check(render(harness.state), "network-search-bound-\(size)")
            try harness.type("y")
            try Goldens.check(render(harness.state), "network-search-line-\(size)")
            try harness.press(.escape)
            try harness.type("TTT")
            let ascii = render(harness.state).degraded(to: .ascii).text
            #expect(ascii.unicodeScalars.allSatisfy { $0.isASCII })
        }
    }

    /// The same networks in the same order as the search library's own harness finds.
    @Test func itIsTheSearchOfTheCommandLine() throws {
        try Self.page { harness, engine in
            try harness.rounds(3, engine: engine)
            let judge = try #require(harness.loaded.judges.first)
            let table = SearchTable(name: "t", columns: ["imagenet_top1"]) { judge.judge([$0]) }
            let problem = try table.problem(Objective([.init(column: "imagenet_top1", weight: 1)]), in: SearchedSpace(.mobilenetv3))
            let library = try Search.Harness(problem, table: table, settings: StudySettings(initial: 10, batch: 1, budget: 13))
            let strategies: [any Strategy] = [
                ModelStrategy("mutation", source: .mutation(MutationSettings()), surrogate: GaussianProcess(), acquisition: .expectedImprovement),
                EvolutionStrategy(), RandomStrategy(),
            ]
            for (racer, strategy) in zip(harness.state.race.racers, strategies) {
                let found = try library.run(strategy, seed: 7).history.observations
                #expect(racer.evaluations.map(\.architecture) == found.map(\.architecture), "\(racer.method.words)")
                #expect(racer.evaluations.map(\.value) == found.map { $0.values[0] })
            }
        }
    }

    /// The best is not known, so no search has found it, and what is shown is the best so far.
    @Test func nobodyKnowsTheBest() throws {
        try Self.page { harness, engine in
            try harness.rounds(2, engine: engine)
            let race = harness.state.race
            let goal = try #require(race.goal)
            #expect(goal.best == nil && goal.regret(80) == nil)
            #expect(race.racers.allSatisfy { $0.found(goal) == nil } && !race.isOver)
            let text = render(harness.state).text
            #expect(text.contains("best so far, %") && !text.contains("regret"))
            let best = try #require(race.racers.flatMap(\.evaluations).map(\.value).max())
            #expect(text.contains("of all \(best.fixed(2)) %"))
        }
    }

    @Test func sharesAreOfTheCandidates() throws {
        try Self.page { harness, engine in
            try harness.rounds(1, engine: engine)
            let picture = try #require(harness.state.race.picture), judge = try #require(harness.loaded.judges.first)
            #expect(picture.shares.rows.count == MobileNet.layerCount && picture.shares.rows.allSatisfy { $0.count == 10 })
            for layer in picture.shares.rows { #expect(abs(layer.reduce(0, +) - 1) < 1e-9) }
            // The first two layers of a stage are never absent.
            for stage in 0..<MobileNet.stageCount { #expect(picture.shares.rows[4 * stage][0] == 0 && picture.shares.rows[4 * stage + 1][0] == 0) }
            for candidate in picture.candidates {
                #expect(candidate.value == judge.judge([candidate.architecture])[0])
            }
        }
    }

    /// What breaks the bound counts for nothing, and is marked.
    @Test func boundsAreKept() throws {
        try Self.page { harness, engine in
            try harness.type("b")
            harness.answerSearch(engine)
            let bound = try #require(harness.state.race.bound)
            #expect(bound.column == "params_m" && bound.relation == .lessOrEqual)
            // At the middle of the space, rounded to what is shown so that the middle keeps it.
            let middle = try #require(harness.catalog["params_m"]?.scale.value(at: 0))
            #expect(bound.bound >= middle && bound.bound < middle + 0.001)
            try harness.rounds(6, engine: engine)
            let race = harness.state.race, goal = try #require(race.goal), lead = try #require(race.lead)
            for racer in race.racers {
                for evaluation in racer.evaluations {
                    #expect(try evaluation.isFeasible == (#require(evaluation.bounded) <= bound.bound))
                }
                let best = racer.evaluations.filter(\.isFeasible).map(\.value).max()
                #expect(racer.best(of: 100, goal) == best)
            }
            #expect(lead.evaluations.contains { !$0.isFeasible } && lead.evaluations.contains { $0.isFeasible })
            try harness.press(.home)
            #expect(render(harness.state).text.contains("✗"))
            // Without it the race is another.
            try harness.type("b")
            #expect(harness.state.race.bound == nil && harness.searches.last?.bound == nil)
        }
    }

    @Test func whatEnumeratesIsLeftOut() throws {
        try Self.page { harness, engine in
            for _ in 0..<8 {
                try harness.type("s")
                #expect(harness.state.race.lead?.method.strategy != .exhaustive)
            }
            try harness.type(":search imagenet_top1 exhaustive")
            try harness.press(.enter)
            #expect(render(harness.state).text.contains("exhaustive"))
            #expect(harness.state.race.lead?.method.strategy != .exhaustive)
        }
    }

    /// Each line parses as options of the command, and says all that the race depends on.
    @Test func theLineSaysTheRace() throws {
        try Self.page { harness, engine in
            try harness.rounds(3, engine: engine)
            #expect(
                harness.state.reproductionLines == [
                    "dnag search bo --space mobilenetv3 --objective imagenet_top1 --strategy mutation,evolution,random --acquisition ei "
                        + "--initial 10 --batch 1 --budget 150 --seed 7"
                ])
            try harness.type(":bound macs_m 300")
            try harness.press(.enter)
            harness.answerSearch(engine)
            try harness.rounds(1, engine: engine)
            try harness.type("a")
            // No command of the shell turns on its way: the line holds the race itself.
            let lines = harness.state.reproductionLines
            #expect(lines.count == 1 && lines[0].hasPrefix("dnag explore --from dnag1:"))
            let word = String(try #require(lines[0].split(separator: " ").last))
            let race = try #require(try SessionDocument(word: word).session(from: "it").shown?.race)
            #expect(race.bound?.words == "macs_m<=300.0" && race.method.words == "mutation pi" && race.racers.first?.forks == [11])
            // Copied as it is, or in a file where that is too long.
            try harness.type("y")
            if harness.state.overlay == .line {
                #expect(harness.state.linesShown == lines)
            } else if case .save(let text, _) = harness.effects.last {
                #expect(text.contains("mutation"))
            } else {
                Issue.record("neither line nor file")
            }
        }
    }
}

/// Guided diffusion draws networks too.
@Suite struct SearchNetworkGuidanceTests {
    @Test func theGeneratorFollowsItsAcquisition() throws {
        let loaded = try Synthetic.judgedNetworks()
        let engine = SearchEngine(loaded)
        defer { engine.stop() }
        func picture(_ ticket: Int, _ gamma: Double) throws -> SearchPicture {
            let seen = (0..<12).map { place -> Architecture in
                var network = MobileNet.smallest
                for stage in 0..<place % 6 {
                    if stage < 5, let layer = MobileNet.Layer(code: 8), let deep = try? MobileNet.Stage([layer, layer, layer]) { network[stage] = deep }
                }
                if place >= 6, let layer = MobileNet.Layer(code: 4), let other = try? MobileNet.Stage([layer, layer]) { network[4] = other }
                return Architecture(network)
            }
            let request = SearchRequest(
                ticket: ticket, objective: "imagenet_top1", denoiser: .exact, seed: 3,
                entrants: [.init(id: 0, method: SearchMethod(.guided, gamma: gamma), evaluated: seen, count: 1)])
            return try #require(SearchEngine.rounds(engine.answer(request)).first?.picture)
        }
        let (free, steered) = (try picture(1, 0), try picture(2, 8))
        #expect(free.count > 0 && steered.count > 0 && free.shares != steered.shares)
    }
}
