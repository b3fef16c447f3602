import Architectures
import Diffusion
import Terminal

/// The parts of the report, each by itself.
extension RunReport {
    /// About so many places from the first to the last.
    static func places(_ count: Int, in total: Int) -> [Int] {
        let parts = min(count - 1, max(total, 1))
        return (0...parts).map { Int((Double($0 * total) / Double(parts)).rounded()) }
    }

    /// Predicted, measured, and the tilt, in natural units; of properties of which something is known.
    static func figures(of end: Snapshot, _ guidance: Guidance, _ catalog: Catalog) -> [Row] {
        catalog.entries.enumerated().compactMap { place, entry in
            let predicted = end.estimate(of: entry, at: place), measured = end.decoded.architecture.flatMap(entry.truth)
            guard predicted != nil || measured != nil else { return nil }
            let figures = [predicted, measured].map { $0.map { entry.info.told($0) } ?? "–" }
            return Row(name: entry.info.title, values: figures + [guidance.tilts[entry.info.name].flatMap { $0 == 0 ? nil : signed($0) } ?? "–"])
        }
    }

    private static func signed(_ value: Double) -> String { (value > 0 ? "+" : "−") + value.magnitude.fixed(2) }

    static func settings(of branch: Branch) -> [Row] {
        branch.segments.map { segment in
            let settings = segment.settings, guidance = settings.guidance
            var words = ["\(segment.denoiser.rawValue) denoiser", "sampler \(settings.sampler.name)", "SDE \(settings.sde.rawValue)"]
            words += guidance.tilts.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { "γ(\($0.key)) = \(signed($0.value))" }
            words += guidance.aims.sorted { $0.key < $1.key }.map { "\($0.key) towards \($0.value.target.fixed(2))" }
            return Row(name: "from step \(segment.start)", values: [words.joined(separator: ", ")])
        }
    }

    static func curves(of branch: Branch, _ catalog: Catalog) -> [Curve] {
        let steps = branch.steps
        var curves = [
            Curve(title: "noise level σ", unit: "", values: steps.map(\.sigma)),
            Curve(title: "norm of the score", unit: "", values: steps.map(\.scoreNorm)),
            Curve(title: "entropy", unit: "nats", values: steps.map(\.entropy)),
        ]
        if steps.contains(where: { $0.guidanceNorm > 0 }) { curves.insert(Curve(title: "norm of the guidance", unit: "", values: steps.map(\.guidanceNorm)), at: 2) }
        let tilts = branch.settings.guidance.tilts.filter { $0.value != 0 }.keys
        let steered = catalog.entries.enumerated().filter { tilts.contains($1.info.name) }
        for (place, entry) in steered.isEmpty ? Array(catalog.entries.enumerated().prefix(1)) : Array(steered.prefix(4)) {
            let values = steps.map { step in step.onEstimate[ifPresent: place].map { entry.scale.value(at: $0.mean) } ?? .nan }
            if values.contains(where: \.isFinite) { curves.append(Curve(title: "\(entry.info.title), predicted on Â₀", unit: entry.info.unit, values: values)) }
        }
        return curves
    }

    static func rows(of branch: Branch) -> [Row] {
        places(rowCount, in: branch.steps.count - 1).map { place in
            let step = branch.steps[place], reading = step.space.read(step.guided)
            let numbers = [step.t.fixed(3), step.sigma.fixed(3), step.scoreNorm.fixed(2), step.guidanceNorm.fixed(2), step.entropy.fixed(3)]
            return Row(name: "\(step.index)", values: numbers + [reading.architecture?.archString ?? "not valid yet"])
        }
    }

    static func equations(of state: State) -> (String, [Equation]) {
        guard let answer = state.inspection.answer else { return ("", []) }
        let cursor = state.inspection.cursor
        let formulas = StepFormulas(anatomy: answer.anatomy, settings: answer.subject.settings, step: answer.subject.step, index: cursor.index)
        return (
            "step \(answer.subject.step.index), entry \(cursor.name)",
            formulas.all.map { Equation(formula: $0.text, value: $0.addends.count > 1 ? $0.sum : $0.shownValue, words: $0.words, notes: $0.notes) }
        )
    }

    /// The panel of the architecture, cut out of the screen.
    static func picture(of state: State) -> Picture? {
        guard let panel = state.panel("cell"), let snapshot = state.branch?.snapshot(at: state.position) else { return nil }
        let isEnd = snapshot.isEnd
        let choices = state.space.choices.map { node in
            let choice = snapshot.choice(at: node)
            let share = isEnd ? "" : " \(Int((choice.probability * 100).rounded())) %"
            return "\(state.space.words.nodes[ifPresent: node] ?? "\(node)") \(state.space.label(ofType: choice.type))\(share)"
        }
        return Picture(
            caption: isEnd ? "the end" : "step \(state.position), σ \(snapshot.sigma.fixed(2))",
            alternative: "The \(state.space.words.noun) at \(isEnd ? "the end" : "step \(state.position)"): " + choices.joined(separator: ", "),
            canvas: render(state).part(panel.rect))
    }
}
