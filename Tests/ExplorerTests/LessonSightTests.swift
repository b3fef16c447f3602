import Architectures
import Diffusion
import Explorer
import Foundation
import Lessons
import Terminal
import Testing

/// What checks are told of the explorer, held against what is computed by other means.
@Suite struct LessonSightTests {
    private static func value(_ text: String, _ explorer: HeadlessExplorer) throws -> Double {
        let quantity = try #require(try LessonCheck(parsing: "\(text) = 0", line: 1).quantities.first)
        return try #require(LessonSight(explorer.state).number(quantity), "\(text)")
    }

    private static func explorer(_ keys: String, steps: Int = 12, answer: String? = nil) throws -> HeadlessExplorer {
        let options = ExplorerOptions(settings: RunSettings(seed: 4, schedule: .fixed, steps: steps), denoiser: .exact) { Synthetic.exact }
        let explorer = try HeadlessExplorer(options, width: 120, height: 36)
        explorer.perform(try KeyScript(parsing: keys))
        return explorer
    }

    /// (x̂₀ − x̃)/σ² of the entry that the inspect page begins with.
    @Test func theArrowOfAnEntry() throws {
        let explorer = try Self.explorer("2 .*4"), step = try #require(explorer.state.branch?.snapshot(at: 4)?.step)
        let index = explorer.state.inspection.cursor.index
        let (noisy, clean) = (Double(step.state[index]), Double(step.denoised[index]))
        #expect(try Self.value("noisy", explorer) == noisy)
        #expect(try Self.value("clean", explorer) == clean)
        let arrow = try Self.value("score", explorer)
        #expect(abs(arrow - (clean - noisy) / step.sigma / step.sigma) < 1e-9 && step.sigma != 1)
        #expect(try Self.value("change", explorer) == Double(step.next[index] - step.state[index]))
        #expect(LessonSight(explorer.state).word(.plain(.direction)) == (step.next[index] > step.state[index] ? "up" : "down"))
        for (text, expected) in [("sigma", step.sigma), ("step", 4), ("steps", 12)] { #expect(try Self.value(text, explorer) == expected) }
        // The exact denoiser is the posterior.
        let (posterior, difference) = (try Self.value("posterior", explorer), try Self.value("difference", explorer))
        #expect(abs(posterior - (clean + 1) * 50) < 1e-3 && abs(difference) < 1e-3)
    }

    /// The odds of a node are the posterior's, whatever sum the guess has.
    @Test func aGuessIsHeldAgainstThePosterior() throws {
        let explorer = try Self.explorer("2 .*5"), step = try #require(explorer.state.branch?.snapshot(at: 5)?.step)
        let node = explorer.state.inspection.cursor.node, columns = SearchSpace.nasbench201.layout.typeCount
        let exact = SearchSpace.nasbench201.chosenTypes.map { (Double(step.denoised[node * columns + $0]) + 1) * 50 }
        for (guess, scale) in [([20.0, 20, 20, 20, 20], 1.0), ([50, 0, 0, 25, 25], 1), ([50, 0, 0, 25, 25], 0.1)] {
            let text = guess.map { "\($0 * scale)" }.joined(separator: " ")
            let error = try #require(LessonSight(explorer.state, answer: text).number(.plain(.guessError)))
            let expected = zip(guess, exact).map { abs($0 - $1) }.max() ?? 0
            #expect(abs(error - expected) < 0.01, "\(text): \(error), \(expected)")
        }
        #expect(LessonSight(explorer.state, answer: "20 20").number(.plain(.guessError)) == .infinity)
        #expect(LessonSight(explorer.state, answer: "-1 1 1 1 1").number(.plain(.guessError)) == .infinity)
        #expect(LessonSight(explorer.state, answer: "12.5 %").number(.plain(.answer)) == 12.5)
    }

    /// The cell with an operation taken away has its own edges, by the benchmark's own rule.
    @Test func edgesThatAreLost() throws {
        let explorer = try Self.explorer("end")
        let cell = try #require(explorer.state.branch?.end?.decoded.architecture?.cell)
        let live = (0..<10).filter { cell.adjacencyMask >> $0 & 1 == 1 }
        #expect(try Self.value("edges", explorer) == Double(live.count))
        for edge in 0..<6 {
            var operations = cell.operations
            operations[edge] = .none
            let without = try Cell(operations).adjacencyMask
            let name = SearchSpace.nasbench201.words.nodes[edge + 1]
            #expect(try Self.value("lost \(name)", explorer) == Double(live.filter { without >> $0 & 1 == 0 }.count), "\(name)")
        }
    }

    /// The population's figures are known at its end, on its page, and by the sliders as they stand.
    @Test func thePopulationAtItsEnd() throws {
        let explorer = try Self.explorer("page-up 4")
        let sight = LessonSight(explorer.state)
        let name = try #require(explorer.state.selectedProperty)
        #expect(sight.number(.of(.guidance, name)) == 1 && sight.number(.of(.guidance, "selected")) == 1)
        let truth = try #require(explorer.state.population.truth?.properties[name]?.moments?.mean)
        #expect(sight.number(.of(.exactMean, name)) == truth)
        let step = try #require(explorer.state.population.course?.steps.last)
        let entry = try #require(explorer.state.catalog?[name])
        let figures = zip(step.architectures, step.isValid).compactMap { $1 ? $0.flatMap(entry.truth(of:)) : nil }
        #expect(abs((sight.number(.of(.mean, name)) ?? .nan) - figures.reduce(0, +) / Double(figures.count)) < 1e-9)
        #expect(sight.number(.plain(.valid)) == Double(step.isValid.count { $0 }) && sight.number(.plain(.distinct)) == Double(step.diversity.distinct))
        explorer.press(.char("1"))
        #expect(LessonSight(explorer.state).number(.of(.mean, name)) == nil)
    }
}
