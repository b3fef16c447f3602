import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

@Suite struct ComparisonGoldenTests {
    /// A run steered from step 8 on, and one with another sampler beside it.
    private static func forked(_ width: Int, _ height: Int) throws -> Harness {
        var harness = try Harness.ready(
            Synthetic.exact, settings: RunSettings(seed: 1, schedule: .fixed, steps: 24), denoiser: .exact, width: width, height: height)
        try harness.type("........")
        try harness.press(.pageUp, .pageUp, .down, .pageDown)
        try harness.type("......")
        return harness
    }

    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func screens(width: Int, height: Int) throws {
        let size = "\(width)x\(height)"
        var harness = try Self.forked(width, height)
        try harness.type("c")
        try Goldens.check(render(harness.state), "compare-\(size)")
        try harness.press(.end)
        try harness.type("x")
        try Goldens.check(render(harness.state), "compare-end-\(size)")
        try harness.type("<<n")
        for tick in 0...60 { harness.send(.tick(Double(tick) / 20)) }
        try Goldens.check(render(harness.state), "compare-lengths-\(size)")
        #expect(render(harness.state).text.contains("of the noise they share only the") == (width > 80))
        try harness.type("1Bn")
        try harness.type("longer")
        try Goldens.check(render(harness.state), "branches-name-\(size)")
        try harness.press(.enter, .up)
        try Goldens.check(render(harness.state), "branches-\(size)")
    }

    /// Without colours what differs is still marked.
    @Test func mono() throws {
        var harness = try Self.forked(80, 24)
        try harness.type("TTTc")
        for tick in 0...100 { harness.send(.tick(Double(tick) / 5)) }
        let canvas = render(harness.state)
        #expect(canvas.text.contains("≠") && canvas.text.contains("▸▅◂"))
        try Goldens.check(canvas, "compare-mono-80x24")
    }

    /// With its colours, as ANSI text.
    @Test func styled() throws {
        var harness = try Self.forked(80, 24)
        try harness.type("c")
        try Goldens.checkStyled(render(harness.state), "compare-80x24")
    }

    /// Both matrices of both runs are there to their last column.
    @Test(arguments: [(120, 36), (160, 48)]) func nothingIsCutOff(width: Int, height: Int) throws {
        var harness = try Self.forked(width, height)
        try harness.type("c")
        let lines = render(harness.state).text.split(separator: "\n", omittingEmptySubsequences: false)
        let names = try #require(lines.first { $0.contains("pool") && $0.contains("skp") })
        #expect(names.matches(of: #/pool +(in|i) .*? (out|o)( |$)/#).count == 2, "\(names)")
    }

    @Test func itFitsTheSmallestScreen() throws {
        var harness = try Self.forked(60, 18)
        try harness.type("c")
        try Goldens.check(render(harness.state), "compare-60x18")
        #expect(render(harness.state).text.contains("≠ 0→3"))
    }
}
