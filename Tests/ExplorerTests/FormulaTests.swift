import Diffusion
import Explorer
import Foundation
import Terminal
import Testing

/// The sums on the screen are right to the last digit shown.
@Suite struct FormulaTests {
    struct Setting: Sendable, CustomTestStringConvertible {
        var settings: RunSettings
        var words: [String]
        var testDescription: String { words.joined(separator: ", ") }
    }

    private static func setting(
        _ sampler: Sampler, _ sde: SDE.Kind = .ve, _ guidance: Guidance = Guidance(), corrector: Corrector? = nil, churn: Double = 0,
        words: String...
    ) -> Setting {
        Setting(
            settings: RunSettings(
                seed: 3, sampler: sampler, sde: sde, schedule: .fixed, steps: 12, guidance: guidance, corrector: corrector, churn: churn),
            words: words)
    }

    private static let tilted = Guidance(tilts: ["cifar10_test": 1.5])
    static let settings: [Setting] = [
        setting(.ancestral, words: "x̃′ = a·x̃ + b·x̂₀ + c·z", "a = σ′²/σ²"),
        setting(.analytic, words: "x̃′ = a·x̃ + b·(x̂₀ + u) + c·z", "draw of x₀ about its estimate"),
        setting(.analytic, .vp, tilted, words: "x̃′ = a·x̃ + b·(D + u) + c·z"),
        setting(.ancestral, .ve, tilted, words: "x̃′ = a·x̃ + b·D + c·z", "D = x̂₀ + σ²·∇h", "∇h = ∇ₓ[γᵀμ + ½γᵀΣγ]", "γ = +1.50 cifar10_test"),
        setting(
            .ancestral, .ve, Guidance(tilts: ["cifar10_test": 1.5], order: .first), words: "∇h = ∇ₓ[γᵀμ]"),
        setting(.ancestral, .ve, Guidance(tilts: ["cifar10_test": 1.5], method: .conditioned), words: "D = E[x₀ | x̃, γ]", "∇h = (D − x̂₀)/σ²"),
        setting(.ancestral, .ve, Guidance(tilts: ["cifar10_test": 500], unit: .published), words: "∇h = ∇ₓ[k·ŷ]"),
        setting(
            .ancestral, .ve, Guidance(aims: ["params_m": Aim(target: 30, strength: 4)]),
            words: "−½k(μ − y*)²/(1 + kv)", "y* = 30.00, k = 4.0 params_m"),
        setting(.ancestral, .ve, Guidance(tilts: ["cifar10_test": 1], window: 0...0.1), words: "∇h = 0", "outside its window"),
        setting(.eulerMaruyama, .vp, tilted, words: "x̃ = x_t/α", "Δt = ", "f = −", "reverse SDE"),
        setting(.reverseDiffusion, words: "c = √(σ² − σ′²)"), setting(.reverseDiffusion, .vp, words: "β = 1 − α²/α′²"),
        setting(.reverseDiffusion, .subVP, words: "sub-VP has no chain"),
        setting(.probabilityFlow, .subVP, tilted, words: "x̃′ = a·x̃ + b·D", "probability-flow"),
        setting(.heun, words: "x₁ = x̃ + (σ′ − σ)·d", "x̃′ = x̃ + h·d + h·d₁", "d₁ = (x₁ − D₁)/σ′"),
        setting(.heun, .ve, tilted, churn: 4, words: "x̂ = x̃ + √(σ̂² − σ²)·z", "x̃′ = x̂ + h·d + h·d₁"),
        setting(.dpmSolver, .ve, tilted, words: "D₊ = (1 + w)·D − w·D₋", "x̃′ = a·x̃ + b·D₊", "w = "),
        setting(.none, .vp, corrector: Corrector(), words: "x̃ ← x̃ + a·s + √(2a)·z", "x̃′ = (α/α′)·x̃"),
        setting(.ancestral, .ve, tilted, corrector: Corrector(steps: 2), words: "x̃ ← x̃ + a·s + √(2a)·z"),
    ]

    @Test(arguments: settings) func everyFormulaAddsUp(setting: Setting) throws {
        var harness = try Harness.ready(Synthetic.models, settings: setting.settings, width: 160, height: 60)
        try harness.inspect("......i")
        var sums = 0
        for move in 0..<14 {
            try harness.press(move % 4 == 0 ? .down : move % 4 == 2 ? .tab : .right)
            let text = render(harness.state).text
            if move == 0 { for word in setting.words { #expect(text.contains(word), "no '\(word)' in\n\(text)") } }
            for sum in Self.sums(in: text) {
                sums += 1
                #expect(abs(sum.addends.reduce(0, +) - sum.value) < 1e-9, "\(sum.text)")
            }
            // The last move comes to the entry's next value.
            let answer = try #require(harness.state.inspection.answer)
            let next = Double(answer.subject.step.next[harness.state.inspection.cursor.index])
            #expect(text.contains(next.fixed(abs(next) >= 10 ? 3 : 4)), "\(next)")
        }
        #expect(sums >= 14)
    }

    /// Rows that end in a sum: numbers joined by signs, an equals sign and a number.
    private static func sums(in text: String) -> [(text: String, addends: [Double], value: Double)] {
        text.split(separator: "\n").compactMap { line in
            guard let match = line.firstMatch(of: #/(−?\d+\.\d+(?: [+−] \d+\.\d+)+) = (−?\d+\.\d+)\s*$/#) else { return nil }
            func number(_ text: Substring) -> Double {
                Double(text.replacingOccurrences(of: "−", with: "-").replacingOccurrences(of: "+", with: "").replacingOccurrences(of: " ", with: ""))
                    ?? .nan
            }
            let addends = match.output.1.matches(of: #/(?:[+−] )?−?\d+\.\d+/#).map { number($0.output) }
            return (String(match.output.0), addends, number(match.output.2))
        }
    }

    @Test func theEndIsTheEstimate() throws {
        var harness = try Harness.ready(width: 120, height: 36)
        try harness.type("i")
        try harness.press(.end)
        try harness.answerInspection()
        #expect(render(harness.state).text.contains("x₀ = x̂₀"))
    }
}
