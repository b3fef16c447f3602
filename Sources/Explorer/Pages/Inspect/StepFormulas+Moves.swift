import Diffusion
import Terminal

extension StepFormulas {
    /// A move as its formula, with its terms for the entry.
    func formula(_ move: StepMove) -> Formula {
        let text = move.text
        var formula = Formula(
            text: text.formula, value: Double(move.result[ifPresent: index] ?? .nan), brief: text.brief ?? settings.sampler.name,
            words: text.words, notes: text.notes.map { "\($0.label) = \(number($0.value, in: move).fixed(4))" },
            isMain: move == anatomy.moves.last)
        if move.terms.count > 1 { formula.addends = move.terms.map { $0.contribution(index) } }
        if move.kind == .guidance {
            formula.subject = .guidance
            formula.exact = anatomy.exactGuided.map { Double($0[ifPresent: index] ?? .nan) }
        }
        return formula
    }

    private func number(_ value: MoveText.Value, in move: StepMove) -> Double {
        func term(_ quantity: Move.Quantity) -> StepMove.Term? { move.terms.first { $0.quantity == quantity } }
        return switch value {
        case .coefficient(let quantity): term(quantity)?.coefficient ?? 0
        case .entry(let quantity): term(quantity).map { Double($0.values[ifPresent: index] ?? .nan) } ?? 0
        case .number(let number): number
        }
    }
}
