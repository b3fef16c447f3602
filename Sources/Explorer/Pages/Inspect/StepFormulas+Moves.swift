import Diffusion
import Terminal

extension StepFormulas {
    /// A move as its formula, with its terms for the entry.
    func formula(_ move: StepMove) -> Formula {
        var formula = written(move)
        formula.value = Double(move.result[ifPresent: index] ?? .nan)
        if move.terms.count > 1 { formula.addends = contributions(move) }
        return formula
    }

    private func written(_ move: StepMove) -> Formula {
        switch move.kind {
        case .correction:
            return Formula(
                text: "x̃ ← x̃ + a·s + √(2a)·z", value: 0, brief: "Langevin",
                words: "a Langevin step: uphill along the score, and noise to match, at one noise level",
                notes: ["a = 2(r‖z‖/‖s‖)² = \(coefficient(move, .score).fixed(4))"] + noise(move))
        case .churn:
            return Formula(
                text: "x̂ = x̃ + √(σ̂² − σ²)·z", value: 0, brief: "churn",
                words: "fresh noise first, so that errors of earlier steps are forgotten",
                notes: ["σ̂ = \(anatomy.estimateSigma.fixed(4))"] + noise(move))
        case .guidance:
            let isConditioned = settings.guidance.method == .conditioned
            return Formula(
                text: isConditioned ? "D = E[x₀ | \(x), γ]" : "D = x̂₀ + \(sigma)²·∇h", value: 0, subject: .guidance,
                exact: anatomy.exactGuided.map { Double($0[ifPresent: index] ?? .nan) }, brief: isConditioned ? "γ is an input" : "bent by guidance",
                words: isConditioned
                    ? "the clean value among \(nouns) weighted by exp(γᵀy): the same as x̂₀ + \(sigma)²·∇h"
                    : "the estimate moves as the score does: score and guidance add")
        case .trial:
            return Formula(
                text: "x₁ = \(x) + (σ′ − \(sigma))·d", value: 0, brief: "a trial step",
                words: "Euler's step along the slope d, to see what the slope will be there",
                notes: ["d = (\(x) − \(d))/\(sigma) = \(value(move, .slope).fixed(4))"])
        case .extrapolation:
            return Formula(
                text: "D₊ = (1 + w)·\(d) − w·D₋", value: 0, brief: "carried on",
                words: "the estimate carried on from the last step's D₋: that makes the method second order",
                notes: ["w = \((-coefficient(move, .previous)).fixed(4))", "D₋ = \(value(move, .previous).fixed(4))"])
        case .end:
            return Formula(
                text: "x₀ = \(d)", value: 0, brief: "the end", words: "after the last noise level the estimate is the result",
                isMain: true)
        case .sampler(let kind): return written(move, kind)
        }
    }

    private func written(_ move: StepMove, _ kind: SamplerKind) -> Formula {
        let a = coefficient(move, .state).fixed(4), c = coefficient(move, .noise).fixed(4)
        let b = (coefficient(move, .guided) + coefficient(move, .extrapolated)).fixed(4)
        var formula = Formula(text: "x̃′ = a·x̃ + b·\(d) + c·z", value: 0, brief: "", words: "", isMain: true)
        switch kind {
        case .ancestral:
            formula.notes = ["a = σ′²/σ² = \(a)", "b = 1 − a = \(b)", "c = σ′√b = \(c)"] + noise(move)
            formula.words = "keep a share of the noise, put the estimate in its place, add a little fresh noise"
        case .analytic:
            formula.text = "x̃′ = a·x̃ + b·(\(d) + u) + c·z"
            formula.notes =
                ["a = σ′²/σ² = \(a)", "b = 1 − a = \(b)", "c = σ′√b = \(c)"] + noise(move)
                + ["u = \(value(move, .spread).fixed(4))"]
            formula.words = "as ancestral, of a draw of x₀ about its estimate: u ~ N(0, Cov[x₀ | x̃])"
        case .eulerMaruyama:
            formula.notes = stochastic(move, a, b, c)
            formula.words = "reverse SDE: x_t′ = x_t − (f·x_t − g²s)Δt + g√Δt·z, written for x̃ = x_t/α"
        case .reverseDiffusion:
            switch settings.sde {
            case .ve:
                formula.notes = ["a = 1 − b = \(a)", "b = 1 − σ′²/σ² = \(b)", "c = √(σ² − σ′²) = \(c)"] + noise(move)
                formula.words = "the forward chain reversed: x + (σ² − σ′²)·s + √(σ² − σ′²)·z"
            case .vp:
                let ratio = step.alpha / (anatomy.next?.alpha ?? 1)
                formula.notes = ["β = 1 − α²/α′² = \((1 - ratio * ratio).fixed(4))", "a = \(a)", "b = \(b)", "c = \(c)"] + noise(move)
                formula.words = "the forward chain reversed: (2 − √(1 − β))·x_t + β·s + √β·z"
            case .subVP:
                formula.notes = stochastic(move, a, b, c)
                formula.words = "sub-VP has no chain: the reverse SDE's step, x_t − (f·x_t − g²s)Δt + g√Δt·z"
            }
        case .probabilityFlow:
            formula.text = "x̃′ = a·x̃ + b·\(d)"
            formula.notes = drift + ["a = \(a)", "b = \(b)"]
            formula.words = "probability-flow ODE: x_t′ = x_t − (f·x_t − ½g²s)Δt, no noise at all"
        case .heun:
            let half = coefficient(move, .slope).fixed(4)
            formula.text = "x̃′ = \(x) + h·d + h·d₁"
            formula.notes = ["h = ½(σ′ − \(sigma)) = \(half)", "d₁ = (x₁ − D₁)/σ′ = \(value(move, .slopeAhead).fixed(4))"]
            formula.words = "half a step along each slope, at the start and at the trial: Heun's method"
        case .dpmSolver:
            formula.text = "x̃′ = a·x̃ + b·" + (anatomy.moves.contains { $0.kind == .extrapolation } ? "D₊" : d)
            formula.notes = ["a = σ′/σ = \(a)", "b = 1 − a = \(b)"]
            formula.words = "the ODE solved exactly for an estimate that stays as it is"
        case .none:
            formula.text = settings.sde == .ve ? "x̃′ = x̃" : "x̃′ = (α/α′)·x̃"
            formula.words = "no sampler: only the corrector moves the state"
        }
        formula.brief = "\(kind.rawValue)"
        return formula
    }

    /// Drift, diffusion and time of the SDE, where a method is written in them.
    private var drift: [String] {
        let span = anatomy.level.t - (anatomy.next?.t ?? 0)
        let f = anatomy.sde.driftCoefficient(anatomy.level.t), g = anatomy.sde.diffusion(anatomy.level.t)
        return ["f = \(f.fixed(4))", "g = \(g.fixed(4))", "Δt = \(span.fixed(4))"]
    }

    private func stochastic(_ move: StepMove, _ a: String, _ b: String, _ c: String) -> [String] {
        drift + ["a = \(a)", "b = \(b)", "c = \(c)"] + noise(move)
    }

    private func noise(_ move: StepMove) -> [String] { ["z = \(value(move, .noise).fixed(4))"] }
}
