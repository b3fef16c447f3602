import Architectures
import Diffusion

/// What a draw came to: what is written, and how it was chosen.
struct SelectionReport {
    /// In the order that they are written.
    let written: [SelectiveDraw.Taken]
    let draw: SelectiveDraw
    let asked: Int
    let rules: SelectionRules
    let figures: FigureLookup
    /// Whether what is required was a prior of the denoiser, so that every sample meets it.
    let isPrior: Bool

    init(_ draw: SelectiveDraw, asked: Int, rules: SelectionRules, figures: FigureLookup, isPrior: Bool) {
        (self.draw, self.asked, self.rules, self.figures, self.isPrior) = (draw, asked, rules, figures, isPrior)
        written = draw.kept(by: rules, figures)
    }

    /// Why there are fewer than were asked for; nil where there are as many.
    var shortfall: SelectionError? {
        let nouns = figures.space.words.nouns, found = draw.taken.count
        return switch draw.end {
        case .enough: nil
        case .noMore: .noMore(found: found, asked: asked, drawn: draw.census.count, nouns: nouns)
        case .limit: .tooFew(found: found, asked: asked, drawn: draw.census.count, nouns: nouns)
        }
    }

    /// How many were drawn, and what became of them.
    var counts: String {
        let census = draw.census
        let drawn = "\(census.count) \(census.count == 1 ? "sample" : "samples") drawn: \(census.valid) valid, \(census.distinct) distinct"
        return rules.selects ? drawn + ", \(draw.taken.count) taken, \(written.count) written" : drawn
    }

    /// What each rule went by.
    var lines: [String] {
        let required = rules.requirements.map { "required \($0.text): \(words(of: $0.column))\(isPrior ? ", as a prior of the exact denoiser" : "")" }
        guard let order = rules.order, let info = figures[order.property]?.info else { return required }
        return required + ["sorted by \(order.property), \(order.isMoreFirst(info) ? "more" : "less") first: \(words(of: order.property))"]
    }

    /// By property, `measured`, `predicted` or both.
    var origins: [String: String] {
        Dictionary(
            rules.properties.map { property in
                let counts = SelectiveDraw.origins(of: property, in: draw.taken)
                return (property, FigureLookup.Origin.allCases.filter { counts[$0] != nil }.map(\.rawValue).joined(separator: " and "))
            }.filter { !$0.1.isEmpty }, uniquingKeysWith: { $1 })
    }

    private func words(of property: String) -> String {
        let counts = SelectiveDraw.origins(of: property, in: draw.taken)
        switch (counts[.measured] ?? 0, counts[.predicted] ?? 0) {
        // Nothing was taken, or nothing that is sorted has a figure.
        case (0, 0): return figures[property]?.isMeasured ?? false ? "by measured figures" : "by predictions"
        case (_, 0): return "by measured figures"
        case (0, _): return "by predictions"
        case (let measured, let predicted): return "by measured figures of \(measured) and predictions of \(predicted)"
        }
    }
}
