import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

@Suite struct PromptGoldenTests {
    @Test(arguments: [(80, 24), (120, 36), (160, 48)])
    func screens(width: Int, height: Int) throws {
        let size = "\(width)x\(height)"
        var harness = try Harness.ready(
            Synthetic.exact, settings: RunSettings(seed: 1, schedule: .fixed, steps: 24), denoiser: .exact, width: width, height: height)
        try harness.type("............:")
        try Goldens.check(render(harness.state), "prompt-\(size)")
        try harness.type("gamma ")
        try harness.press(.tab)
        try Goldens.check(render(harness.state), "prompt-completing-\(size)")
        try harness.type(" lots")
        try harness.press(.enter)
        try Goldens.check(render(harness.state), "prompt-fault-\(size)")
        try harness.press(.escape)
        for line in ["gamma params_m -1.3333", "aim cifar10_test 88.5", "window 0.8..0.2", "sde vp", "place estimate"] {
            try harness.type(":" + line)
            try harness.press(.enter)
        }
        for tick in 0...60 { harness.send(.tick(Double(tick) / 5)) }
        try Goldens.check(render(harness.state), "aimed-\(size)")
        try harness.type(":help")
        try harness.press(.enter)
        try Goldens.check(render(harness.state), "commands-\(size)")
    }

    /// In colour: the suggestion is fainter than what was typed, the selected completion raised, the aim in guidance's hue.
    @Test func styled() throws {
        var harness = try Harness.ready(
            Synthetic.exact, settings: RunSettings(seed: 1, schedule: .fixed, steps: 24), denoiser: .exact, width: 80, height: 24)
        try harness.type("............:aim cifar10_test 88.5")
        try harness.press(.enter)
        try harness.type(":sampler a")
        try Goldens.checkStyled(render(harness.state), "prompt-styled-80x24")
    }
}
