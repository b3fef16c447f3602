import Platform

/// Regret against evaluations as a drawing: the median of each strategy on a logarithmic scale, with the quartiles of the first shaded.
public struct RegretPlot: Sendable {
    private let curves: [(name: String, points: [RegretCurve.Point])]
    private let title: String

    public init(_ summaries: [StudySummary], title: String = "Regret against evaluations") {
        curves = summaries.map { ($0.strategy, $0.regret.points) }
        self.title = title
    }

    private static let size = (width: 820.0, height: 460.0)
    private static let frame = (left: 70.0, top: 50.0, right: 640.0, bottom: 400.0)
    /// Told apart in their lightness too, and by dashes (Okabe & Ito's colours).
    private static let strokes: [(colour: String, dash: String)] = [
        ("#0072B2", ""), ("#000000", "7 4"), ("#D55E00", "2 3"), ("#009E73", "9 3 2 3"), ("#CC79A7", "5 2"), ("#E69F00", "12 4"),
        ("#56B4E9", "3 5"), ("#7F7F7F", ""),
    ]

    public var svg: String {
        let lines = curves.enumerated().map { line($0.element.points, Self.strokes[$0.offset % Self.strokes.count]) }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(Self.size.width)) \(Int(Self.size.height))" \
            font-family="Helvetica, Arial, sans-serif" font-size="13">
            <rect width="100%" height="100%" fill="#ffffff"/>
            <text x="\(Self.frame.left)" y="28" font-size="16">\(Self.escaped(title))</text>
            \(axes)
            \(curves.first.map { band($0.points) } ?? "")
            \(lines.joined(separator: "\n"))
            \(legend)
            </svg>

            """
    }

    private var length: Int { max(2, curves.map(\.points.count).max() ?? 2) }

    /// Decades that hold all medians that are not zero.
    private var decades: (low: Int, high: Int) {
        let values = curves.flatMap { $0.points.flatMap { [$0.median, $0.lowerQuartile, $0.upperQuartile] } }
            .filter { $0.isFinite && $0 > 0 }
        guard let least = values.min(), let most = values.max() else { return (-1, 0) }
        let low = Int(log10(least).rounded(.down)), high = Int(log10(most).rounded(.up))
        return (low, max(high, low + 1))
    }

    private func x(_ evaluations: Int) -> Double {
        Self.frame.left + (Self.frame.right - Self.frame.left) * Double(evaluations - 1) / Double(length - 1)
    }

    /// Zero stands on the lower edge, where regret ends.
    private func y(_ regret: Double) -> Double {
        let (low, high) = decades
        guard regret > 0 else { return Self.frame.bottom }
        guard regret.isFinite else { return Self.frame.top }
        let share = (log10(regret) - Double(low)) / Double(high - low)
        return Self.frame.bottom - 12 - (Self.frame.bottom - 12 - Self.frame.top) * min(max(share, 0), 1)
    }

    private var axes: String {
        let (low, high) = decades
        var parts: [String] = []
        for decade in low...high {
            let y = number(y(pow(10, Double(decade))))
            let label = decade >= 0 ? String(Int(pow(10, Double(decade)))) : "0." + String(repeating: "0", count: -decade - 1) + "1"
            parts.append("<line x1=\"\(Self.frame.left)\" y1=\"\(y)\" x2=\"\(Self.frame.right)\" y2=\"\(y)\" stroke=\"#dddddd\"/>")
            parts.append("<text x=\"\(Self.frame.left - 8)\" y=\"\(y)\" dy=\"4\" text-anchor=\"end\">\(label)</text>")
        }
        parts.append("<text x=\"\(Self.frame.left - 8)\" y=\"\(Self.frame.bottom)\" dy=\"4\" text-anchor=\"end\">0</text>")
        for tick in stride(from: 0, through: length, by: max(1, Self.tick(length))) where tick > 0 {
            let x = number(x(tick))
            parts.append("<line x1=\"\(x)\" y1=\"\(Self.frame.bottom)\" x2=\"\(x)\" y2=\"\(Self.frame.bottom + 5)\" stroke=\"#000000\"/>")
            parts.append("<text x=\"\(x)\" y=\"\(Self.frame.bottom + 20)\" text-anchor=\"middle\">\(tick)</text>")
        }
        let edge = "\(Self.frame.left),\(Self.frame.top) \(Self.frame.left),\(Self.frame.bottom) \(Self.frame.right),\(Self.frame.bottom)"
        parts.append("<polyline points=\"\(edge)\" fill=\"none\" stroke=\"#000000\"/>")
        let middle = (Self.frame.left + Self.frame.right) / 2
        parts.append("<text x=\"\(middle)\" y=\"\(Self.frame.bottom + 42)\" text-anchor=\"middle\">evaluations</text>")
        return parts.joined(separator: "\n")
    }

    /// About eight ticks, at 1, 2 or 5 times a power of ten.
    private static func tick(_ length: Int) -> Int {
        var step = 1
        for factor in [2.0, 2.5, 2.0].cycled(12) where length / step > 8 { step = Int(Double(step) * factor) }
        return step
    }

    private func line(_ points: [RegretCurve.Point], _ stroke: (colour: String, dash: String)) -> String {
        let places = points.enumerated().filter { $0.element.median.isFinite }
            .map { "\(number(x($0.offset + 1))),\(number(y($0.element.median)))" }
        let dash = stroke.dash.isEmpty ? "" : " stroke-dasharray=\"\(stroke.dash)\""
        return "<polyline points=\"\(places.joined(separator: " "))\" fill=\"none\" stroke=\"\(stroke.colour)\" stroke-width=\"2\"\(dash)/>"
    }

    private func band(_ points: [RegretCurve.Point]) -> String {
        let inside = points.enumerated().filter { $0.element.upperQuartile.isFinite }
        let upper = inside.map { "\(number(x($0.offset + 1))),\(number(y($0.element.upperQuartile)))" }
        let lower = inside.reversed().map { "\(number(x($0.offset + 1))),\(number(y($0.element.lowerQuartile)))" }
        return "<polygon points=\"\((upper + lower).joined(separator: " "))\" fill=\"\(Self.strokes[0].colour)\" fill-opacity=\"0.15\"/>"
    }

    private var legend: String {
        curves.enumerated().map { place, curve in
            let stroke = Self.strokes[place % Self.strokes.count]
            let y = Self.frame.top + 14 + 24 * Double(place), left = Self.frame.right + 20
            let dash = stroke.dash.isEmpty ? "" : " stroke-dasharray=\"\(stroke.dash)\""
            return """
                <line x1="\(left)" y1="\(y)" x2="\(left + 34)" y2="\(y)" stroke="\(stroke.colour)" stroke-width="2"\(dash)/>
                <text x="\(left + 42)" y="\(y)" dy="4">\(Self.escaped(curve.name))</text>
                """
        }.joined(separator: "\n")
    }

    private func number(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}

extension [Double] {
    fileprivate func cycled(_ times: Int) -> [Double] { (0..<times).map { self[$0 % count] } }
}
