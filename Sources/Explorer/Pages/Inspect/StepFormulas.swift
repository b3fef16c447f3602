import Architectures
import Diffusion
import Terminal

/// The mathematics of a step for one entry, in the order in which it happens.
struct StepFormulas {
    let anatomy: StepAnatomy
    let settings: RunSettings
    let step: Step
    /// The entry's place in the flat state.
    let index: Int

    var all: [Formula] {
        var formulas = [noisyState]
        let before = anatomy.moves.prefix { Self.isBefore($0.kind) }
        formulas += before.map(formula)
        formulas += [estimate, score]
        if settings.guidance.isActive { formulas.append(tilt) }
        return formulas + anatomy.moves.dropFirst(before.count).map(formula)
    }

    /// Whether a move comes before the estimate that the step is made with.
    private static func isBefore(_ kind: StepMove.Kind) -> Bool {
        switch kind {
        case .correction, .churn: true
        default: false
        }
    }

    /// The state that the estimate was made of, and its noise level.
    private var x: String { anatomy.letters.x }
    private var sigma: String { anatomy.letters.sigma }

    /// What the architectures are called.
    var nouns: String { step.space.view.nouns }

    private var noisyState: Formula {
        let value = Double(step.state[ifPresent: index] ?? .nan), alpha = step.alpha
        let isScaled = alpha != 1
        return Formula(
            text: isScaled ? "x̃ = x_t/α" : "x̃ = x_t", value: value, brief: "the noisy value",
            words: "the noisy value, scaled so that its noise has deviation σ whatever the diffusion",
            notes: isScaled ? ["x_t = \((value * alpha).fixed(4))", "α = \(alpha.fixed(4))"] : [])
    }

    private var estimate: Formula {
        Formula(
            text: "x̂₀ = E[x₀ | \(x)] = 2p − 1", value: Double(anatomy.clean[ifPresent: index] ?? .nan), exact: anatomy.exactClean.map { Double($0[ifPresent: index] ?? .nan) },
            brief: "the clean value", words: "what the clean value is on average over all \(nouns) that may be behind the noise")
    }

    private var score: Formula {
        Formula(
            text: "s = (x̂₀ − \(x))/\(sigma)²", value: anatomy.score(anatomy.clean, index),
            exact: anatomy.exactClean.map { anatomy.score($0, index) }, brief: "towards likely \(nouns)",
            words: "the score ∇ ln p(x): the way to where noisy \(nouns) are more likely")
    }

    private var tilt: Formula {
        let guidance = settings.guidance
        var notes = guidance.tilts.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { name, tilt in
            "\(guidance.unit == .published ? "k" : "γ") = \((tilt > 0 ? "+" : "") + tilt.fixed(2)) \(name)"
        }
        notes += guidance.aims.filter { $0.value.strength != 0 }.sorted { $0.key < $1.key }.map { name, aim in
            "y* = \(aim.target.fixed(2)), k = \(aim.strength.fixed(1)) \(name)"
        }
        guard anatomy.isSteered else {
            return Formula(
                text: "∇h = 0", value: 0, subject: .guidance, brief: "outside its window",
                words: "guidance does not act here: the step is outside its window", notes: notes)
        }
        return Formula(
            text: "∇h = " + tiltFormula, value: Double(anatomy.tilt[ifPresent: index] ?? .nan), subject: .guidance, exact: exactTilt,
            brief: "towards wanted ones", words: "guidance: the way to where \(nouns) have more of what is asked for", notes: notes)
    }

    /// What guidance would be if the tilted distribution were known, as it is where there are figures.
    private var exactTilt: Double? {
        guard let tilted = anatomy.exactGuided else { return nil }
        let clean = anatomy.exactClean ?? anatomy.clean
        return (Double(tilted[ifPresent: index] ?? .nan) - Double(clean[ifPresent: index] ?? .nan)) / (anatomy.estimateSigma * anatomy.estimateSigma)
    }

    private var tiltFormula: String {
        let guidance = settings.guidance
        if guidance.method.isTakenIn { return "(D − x̂₀)/\(sigma)²" }
        let hasTilts = guidance.tilts.values.contains { $0 != 0 }
        let hasAims = guidance.aims.values.contains { $0.strength != 0 }
        var terms: [String] = []
        if hasTilts {
            terms.append(guidance.unit == .published ? "k·ŷ" : guidance.order == .first ? "γᵀμ" : "γᵀμ + ½γᵀΣγ")
        }
        if hasAims {
            terms.append(guidance.order == .first || guidance.unit == .published ? "½k(μ − y*)²" : "½k(μ − y*)²/(1 + kv) − ½ln(1 + kv)")
        }
        let body = hasTilts ? terms.joined(separator: " − ") : "−" + terms.joined()
        return guidance.place == .estimate ? "Jᵀ∇ₐ[\(body)]" : "∇ₓ[\(body)]"
    }
}
