import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

@Suite struct PopulationScreenTests {
    private static let settings = RunSettings(
        seed: 1, schedule: .fixed, steps: 12, guidance: Guidance(tilts: ["cifar10_test": 1]))

    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func screens(width: Int, height: Int) throws {
        let engine = PopulationEngine(Synthetic.exact)
        defer { engine.stop() }
        var harness = try Harness.population(
            Synthetic.exact, settings: Self.settings, denoiser: .exact, width: width, height: height, engine: engine)
        let size = "\(width)x\(height)"
        try harness.type("........")
        try Goldens.check(render(harness.state), "population-middle-\(size)")
        try harness.press(.end)
        try harness.type("nn")
        try Goldens.check(render(harness.state), "population-end-\(size)")
        try Goldens.checkStyled(render(harness.state), "population-end-\(size)-styled")
        try harness.type("TTT")
        #expect(harness.state.theme == .mono)
        for tick in 0...60 { harness.send(.tick(Double(tick) / 5)) }
        try Goldens.check(render(harness.state), "population-mono-\(size)")
        let ascii = render(harness.state).degraded(to: .ascii).text
        #expect(ascii.unicodeScalars.allSatisfy { $0.isASCII })
        #expect(ascii.contains("@"))
    }

    /// Without colours bars, exact curve, front and pick are told apart by their marks.
    @Test func colourIsNeverTheOnlySignal() throws {
        let engine = PopulationEngine(Synthetic.exact)
        defer { engine.stop() }
        var harness = try Harness.population(Synthetic.exact, settings: Self.settings, denoiser: .exact, engine: engine)
        try harness.press(.end)
        try harness.type("nTTT")
        let text = render(harness.state).text
        for mark in ["█", "•", "·", "◆", "◉", "▴"] { #expect(text.contains(mark), "\(mark)") }
    }

    @Test func progressIsSaid() throws {
        let engine = PopulationEngine(Synthetic.models)
        defer { engine.stop() }
        var harness = try Harness.population(engine: engine)
        harness.send(.tick(5))
        try harness.type("R")
        let request = try #require(harness.populations.last)
        let events = engine.answer(request)
        harness.send(.tick(6))
        harness.send(.engine(.population(ticket: request.ticket, .steps(Array(PopulationEngine.steps(events).prefix(3))))))
        // Three of twelve steps took a second.
        #expect(render(harness.state).text.contains("computing 25 %  3.0 s left"))
    }
}
