import Diffusion
import Explorer
import Terminal
import Testing

/// The inspect page as text, at three sizes; once with its styles, and once without colours.
@Suite struct InspectionGoldenTests {
    private static let sizes = [(80, 24), (120, 36), (160, 48)]

    private static func learned(_ width: Int, _ height: Int, _ settings: RunSettings? = nil) throws -> Harness {
        let guidance = Guidance(tilts: ["cifar10_test": 1.5])
        return try Harness.ready(
            Synthetic.attentive, settings: settings ?? RunSettings(seed: 7, schedule: .fixed, steps: 16, guidance: guidance),
            width: width, height: height)
    }

    @Test(arguments: sizes) func learned(width: Int, height: Int) throws {
        let size = "\(width)x\(height)"
        var harness = try Self.learned(width, height)
        try harness.inspect("..........i")
        try harness.press(.down)
        try Goldens.check(render(harness.state), "inspect-learned-\(size)")
        try harness.press(.tab, .right, .right)
        try Goldens.check(render(harness.state), "inspect-edge-\(size)")
        try harness.press(.end)
        try harness.answerInspection()
        try Goldens.check(render(harness.state), "inspect-end-\(size)")
        try harness.press(.tab)
        try harness.type("v")
        try Goldens.check(render(harness.state), "inspect-history-\(size)")
        try harness.type("v")
        try Goldens.check(render(harness.state), "inspect-attention-\(size)")
    }

    @Test(arguments: sizes) func exact(width: Int, height: Int) throws {
        let size = "\(width)x\(height)"
        var harness = try Harness.ready(
            Synthetic.exact, settings: RunSettings(seed: 1, sampler: .heun, schedule: .fixed, steps: 24), denoiser: .exact, width: width,
            height: height)
        try harness.type("............")
        try harness.press(.pageUp, .pageUp)
        try harness.inspect("i..")
        try Goldens.check(render(harness.state), "inspect-exact-\(size)")
    }

    @Test(arguments: sizes) func published(width: Int, height: Int) throws {
        var harness = try Harness.ready(
            Synthetic.publishedAttentive, settings: RunSettings(seed: 7, schedule: .fixed, steps: 16), denoiser: .published, width: width,
            height: height)
        try harness.inspect(width == 80 ? "......ivv" : "......i")
        try harness.press(.pageDown)
        try Goldens.check(render(harness.state), "inspect-published-\(width)x\(height)")
    }

    @Test func styled() throws {
        var harness = try Self.learned(120, 36)
        try harness.inspect("..........i")
        try Goldens.checkStyled(render(harness.state), "inspect-styled-120x36")
    }

    /// Without colours the page has the same words, numbers and marks.
    @Test func colourIsNeverTheOnlySignal() throws {
        var harness = try Self.learned(120, 36)
        try harness.inspect("..........i")
        func marks(_ text: String) -> [Character] { text.filter { "[]▸◂●│▴┷┴".contains($0) || $0.isNumber }.map { $0 } }
        let colours = marks(render(harness.state).text)
        try harness.type("TTT")
        for tick in 0...60 { harness.send(.tick(Double(tick) / 5)) }
        #expect(harness.state.theme == .mono)
        let canvas = render(harness.state)
        #expect(marks(canvas.text) == colours)
        try Goldens.check(canvas, "inspect-mono-120x36")
    }
}
