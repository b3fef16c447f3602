import Diffusion
import Lessons
import Terminal

extension State {
    /// A lesson's text with what stands in braces put in: `{mean cifar10_test}`, `{direction}`, `{odds}`, `{network}`.
    func filled(_ text: String) -> String {
        let sight = LessonSight(self)
        return LessonWords.filled(text) { words in
            switch words {
            case .odds: Self.told(sight.odds(exact: true))
            case .network: Self.told(sight.odds(exact: false))
            case .row: sight.row.map { row in row.map { "\($0.label) \($0.value.fixed(2))" }.joined(separator: ", ") } ?? "–"
            case .quantity(let quantity): sight.number(quantity).map { told($0, quantity) } ?? "–"
            case .subject(let subject): sight.word(subject) ?? "–"
            }
        }
    }

    /// A card's formula with the present numbers.
    func cardText(_ text: String) -> String { filled(text).replacing("{name}", with: selectedProperty ?? "") }

    private func told(_ value: Double, _ quantity: LessonQuantity) -> String {
        guard value.isFinite else { return "–" }
        if case .of(let named, let name) = quantity, [.property, .predicted, .mean, .exactMean].contains(named), let info = catalog?[name]?.info {
            return info.told(value)
        }
        if value == value.rounded() { return value.fixed(0) }
        return value.fixed(abs(value) < 1 ? 3 : 1)
    }

    private static func told(_ odds: [(label: String, percent: Double)]?) -> String {
        odds.map { $0.map { "\($0.label) \($0.percent.fixed(0))" }.joined(separator: ", ") } ?? "–"
    }
}
