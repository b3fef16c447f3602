import Explorer
import Foundation
import Lessons
import Terminal
import Testing

@Suite struct CardTests {
    private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../docs/glossary.md")
    private static func harness(_ width: Int = 120, _ height: Int = 36) throws -> Harness {
        var harness = try Harness.ready(width: width, height: height)
        harness.state.glossary = Glossary(parsing: try String(contentsOf: file, encoding: .utf8))
        return harness
    }

    /// The words that a teacher needs a card for.
    static let words = [
        "σ", "x_t", "x̃", "clean estimate", "Â₀", "posterior", "score", "denoiser", "V", "E", "live edge", "validity", "standard score", "γ", "tilt", "nat", "pull",
        "order", "conditioned guidance", "twisted guidance", "entropy", "total variation", "floor", "Hamming", "effective sample size", "Pareto front",
        "hypervolume", "acquisition", "expected improvement", "Thompson sampling", "regret", "forecast", "surrogate", "isomorph", "held out", "multiply-adds",
        "task", "learning curve", "guidance", "exact tilt", "prior", "sampler", "step", "settled",
    ]

    @Test func fortyWordsHaveAWholeCard() throws {
        let glossary = Glossary(parsing: try String(contentsOf: Self.file, encoding: .utf8))
        #expect(Self.words.count >= 40)
        for word in Self.words {
            let entry = glossary.entries.first { $0.term == word }
            #expect(entry?.formula != nil && entry?.mistake != nil, "\(word)")
        }
        // What stands in braces is known.
        for entry in glossary.entries {
            guard let formula = entry.formula else { continue }
            let filled = LessonWords.filled(formula) { _ in "1" }
            #expect(!filled.contains("{") && !filled.contains("}"), "\(entry.term): \(filled)")
        }
    }

    @Test(arguments: Page.allCases) func everyPanelHasWordsOfTheGlossary(page: Page) throws {
        var harness = try Self.harness(160, 48)
        try harness.press(KeyTable[.turn(page)]?.keys.first ?? .char("1"))
        try harness.type("K")
        guard case .card(let card) = harness.state.overlay else {
            Issue.record("no card on \(page)")
            return
        }
        #expect(card.terms.count >= 5)
        for _ in card.terms {
            let text = render(harness.state).text
            #expect(text.contains("K the next") && !text.contains("{"), "\(text)")
            try harness.type("K")
        }
        try harness.press(.escape)
        #expect(harness.state.overlay == .none)
    }

    @Test(arguments: [(80, 24), (120, 36)]) func theFormulaHasTheNumbersOfTheMoment(width: Int, height: Int) throws {
        var harness = try Self.harness(width, height)
        try harness.press(.right, .right)
        try harness.type(":help γ")
        try harness.press(.enter)
        let text = render(harness.state).text
        #expect(text.contains("γ = 0.500") && text.contains("Not so:") && text.contains("read on: docs/guidance.md"), "\(text)")
        try harness.press(.escape)
        try harness.type(":help zzzzzz")
        try harness.press(.enter)
        #expect(render(harness.state).text.contains("the glossary has no 'zzzzzz'"))
    }

    /// A right click is about what is under the mouse.
    @Test func theMouseAsks() throws {
        var harness = try Self.harness()
        let (v, time) = (harness.state.layout.vertices, harness.state.layout.timeline)
        harness.send(.input(.mouse(MouseEvent(.press(.right), x: v.x + 3, y: v.y + 2))))
        guard case .card(let card) = harness.state.overlay else {
            Issue.record("no card")
            return
        }
        #expect(card.terms.first == "V")
        try harness.press(.escape)
        harness.send(.input(.mouse(MouseEvent(.press(.right), x: time.x + 20, y: time.y))))
        guard case .card(let other) = harness.state.overlay else {
            Issue.record("no card")
            return
        }
        #expect(other.terms.first == "σ")
    }

    @Test func withoutTheGlossaryThatIsSaid() throws {
        var harness = try Harness.ready()
        try harness.type("K")
        #expect(harness.state.overlay == .none && harness.state.notice?.text.contains("docs/glossary.md") == true)
    }
}
