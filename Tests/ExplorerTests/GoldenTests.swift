import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

/// Screens that are kept as text. With DNAG_UPDATE_GOLDENS=1 they are written anew; look at them before committing.
enum Goldens {
    static let areUpdated = ProcessInfo.processInfo.environment["DNAG_UPDATE_GOLDENS"] == "1"
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens")
    static let checkout = folder.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func check(_ canvas: Canvas, _ name: String) throws { try check(text: canvas.text, name) }

    static func check(text: String, _ name: String, form: String = "txt") throws {
        let file = folder.appendingPathComponent("\(name).\(form)")
        if areUpdated {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try (text + "\n").write(to: file, atomically: true, encoding: .utf8)
        }
        let kept = try String(contentsOf: file, encoding: .utf8)
        guard kept != text + "\n" else { return }
        let difference = form == "ansi" ? ScreenDifference.ofStyled(kept, text + "\n") : ScreenDifference.of(kept, text + "\n")
        #expect(difference == nil, "\(name) looks different: \(difference ?? "")")
    }

    /// The same with colours and attributes, as a terminal would be told them.
    static func checkStyled(_ canvas: Canvas, _ name: String) throws { try check(text: canvas.ansi(), name, form: "ansi") }
}

@Suite struct GoldenTests {
    private static func ready(_ width: Int, _ height: Int) throws -> Harness {
        try Harness.ready(
            Synthetic.exact, settings: RunSettings(seed: 1, schedule: .fixed, steps: 24), denoiser: .exact, width: width, height: height)
    }

    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func screens(width: Int, height: Int) throws {
        let size = "\(width)x\(height)"
        let loading = Harness(width: width, height: height)
        try Goldens.check(render(loading.state), "loading-\(size)")

        var harness = try Self.ready(width, height)
        try Goldens.check(render(harness.state), "noise-\(size)")
        try harness.type("............")
        try Goldens.check(render(harness.state), "middle-\(size)")
        try harness.press(.pageUp, .pageUp, .down, .pageDown)
        try harness.type("cc....")
        try Goldens.check(render(harness.state), "forked-\(size)")
        try harness.press(.end)
        try Goldens.check(render(harness.state), "end-\(size)")
        try harness.type("y")
        try Goldens.check(render(harness.state), "line-\(size)")
        try harness.press(.escape)
        try harness.type("a")
        try Goldens.check(render(harness.state), "properties-\(size)")
        try harness.press(.escape)
        try harness.type("?")
        try Goldens.check(render(harness.state), "help-\(size)")
    }

    @Test func aScreenTooSmallSaysSo() throws {
        for (width, height) in [(59, 24), (80, 17), (20, 5), (1, 1), (0, 0)] {
            let harness = try Self.ready(width, height)
            let canvas = render(harness.state)
            #expect(canvas.width == width && canvas.height == height)
            if width >= 20 { #expect(canvas.text.contains("needs 60×18")) }
        }
    }

    /// Without colours nothing of the three marks is lost: the same characters, and shades besides.
    @Test func colourIsNeverTheOnlySignal() throws {
        var harness = try Self.ready(120, 36)
        try harness.type("............")
        let colours = Array(render(harness.state).text)
        try harness.type("TTT")
        try harness.press(.escape)
        #expect(harness.state.theme == .mono)
        for tick in 0...60 { harness.send(.tick(Double(tick) / 5)) }
        let mono = Array(render(harness.state).text)
        #expect(mono.filter { $0 == "[" }.count == colours.filter { $0 == "[" }.count)
        #expect(mono.contains("▒"))
    }
}
