import Explorer
import Foundation

/// A quantity over the steps of a run as a small SVG drawing: a line, its axes, its ends in figures.
struct CurveChart {
    let curve: RunReport.Curve

    private static let width = 420.0, height = 200.0
    private static let left = 64.0, right = 12.0, top = 14.0, bottom = 34.0

    private var finite: [Double] { curve.values.filter(\.isFinite) }
    private var least: Double { finite.min() ?? 0 }
    private var most: Double { finite.max() ?? 0 }

    /// What the drawing shows, in words.
    var words: String {
        guard let first = finite.first, let last = finite.last else { return "\(curve.title): nothing is known" }
        return "\(curve.title) over \(curve.values.count) steps: from \(figure(first)) at the start to \(figure(last)) at the end, between \(figure(least)) and \(figure(most))"
    }

    var svg: String {
        let (low, high) = least < most ? (least, most) : (least - 1, most + 1)
        let across = Self.width - Self.left - Self.right, along = Self.height - Self.top - Self.bottom
        func x(_ step: Int) -> Double { Self.left + across * Double(step) / Double(max(curve.values.count - 1, 1)) }
        func y(_ value: Double) -> Double { Self.top + along * (high - value) / (high - low) }
        var path = "", isDown = false
        for (step, value) in curve.values.enumerated() {
            guard value.isFinite else { isDown = false; continue }
            path += "\(isDown ? "L" : "M")\(x(step).fixed(1)) \(y(value).fixed(1))"
            isDown = true
        }
        let text = "font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"#1a1a1a\""
        let base = Self.height - Self.bottom
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width.fixed(0)) \(Self.height.fixed(0))" role="img">
            <title>\(HandoutPage.text(words))</title>
            <rect width="\(Self.width.fixed(0))" height="\(Self.height.fixed(0))" fill="#fff"/>
            <path d="M\(Self.left) \(Self.top)V\(base)H\(Self.width - Self.right)" fill="none" stroke="#767676"/>
            <path d="\(path)" fill="none" stroke="#00629b" stroke-width="2" stroke-linejoin="round"/>
            <text x="\(Self.left - 6)" y="\(Self.top + 9)" text-anchor="end" \(text)>\(high.short)</text>
            <text x="\(Self.left - 6)" y="\(base)" text-anchor="end" \(text)>\(low.short)</text>
            <text x="\(Self.left)" y="\(base + 20)" \(text)>step 0</text>
            <text x="\(Self.width - Self.right)" y="\(base + 20)" text-anchor="end" \(text)>\(curve.values.count - 1)</text>
            </svg>

            """
    }

    private func figure(_ value: Double) -> String { value.short + (curve.unit.isEmpty ? "" : " \(curve.unit)") }
}
