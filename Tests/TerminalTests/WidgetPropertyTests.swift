import Terminal
import TestSupport
import Testing

/// What every widget must do, in every rectangle.
@Suite struct WidgetPropertyTests {
    private func widgets(_ theme: Theme, _ random: inout SeededGenerator) -> [any Widget] {
        let wild: [Double] = [0, 1, -1, 0.37, .nan, .infinity, -.infinity, 1e308, -1e308, .leastNonzeroMagnitude]
        func value() -> Double { wild.randomElement(using: &random) ?? 0 }
        let values = (0..<Int.random(in: 0...70, using: &random)).map { _ in value() }
        let count = Int.random(in: -3...30, using: &random)
        return [
            Panel("panel 深", detail: "detail", isFocused: true, isBoxed: count > 9, theme: theme),
            Bar(value(), in: -1...1, hue: theme.state, mark: value(), theme: theme),
            Bar(value(), in: 2...2, hue: theme.state, theme: theme),
            Slider(value(), in: -4...4, label: "−1.50", hue: theme.guidance, isFocused: true, theme: theme),
            Sparkline(values, hue: theme.state, highlight: count, theme: theme),
            Histogram(values, expected: values.reversed(), lowLabel: "a", highLabel: "b", hue: theme.state, theme: theme),
            Plot([.init(values: values, .plain), .init(zip(values, values).map { ($0, $1) }, .points, .plain)], xDigits: 1, theme: theme),
            HeatMap(
                [values, [], values], rowLabels: ["a", "深"], columnLabels: ["x"], marks: [.init(row: 0, column: 0): "●"],
                selected: .init(row: 2, column: count), cellWidth: count, theme: theme),
            Table(
                [.init("a"), .init("b", .fixed(count), alignedRight: true)],
                rows: (0..<20).map { [.init("深 \($0)"), .init("x")] }, selected: count, gap: count, theme: theme),
            Scrubber(position: count, last: 20, computed: count * 2, marks: [count, 3], theme: theme),
            Tabs(["one", "two", "深"], selected: count, theme: theme),
            KeyHints([.init("q", "quit"), .init("深", "help")], theme: theme),
            Notice("some words that 深層 have to be wrapped", .warning, theme: theme),
            Modal("title", detail: "more", contentWidth: count, contentHeight: count, theme: theme),
            TextField("some 深 text", cursor: count, completions: ["a", "bb", "ccc"], selected: count, theme: theme),
        ]
    }

    @Test(arguments: [Theme.dark, .mono])
    func leaveNoTraceOutsideTheirRectangle(theme: Theme) {
        var random = SeededGenerator(seed: 10)
        for _ in 0..<250 {
            let rect = Rect(
                x: .random(in: -10...44, using: &random), y: .random(in: -5...14, using: &random),
                width: .random(in: -2...50, using: &random), height: .random(in: -2...16, using: &random))
            for widget in widgets(theme, &random) {
                var canvas = Canvas(width: 40, height: 12, filling: Glyph("·"))
                let before = canvas
                canvas.draw(widget, in: rect)
                for y in 0..<12 {
                    for x in 0..<40 where !rect.contains(x: x, y: y) && canvas[x, y] != before[x, y] {
                        Issue.record("\(type(of: widget)) in \(rect) changed \(x), \(y)")
                        return
                    }
                }
                #expect(canvas.clip == canvas.bounds)
            }
        }
    }

    @Test func drawTheSameTwice() {
        var random = SeededGenerator(seed: 11)
        for widget in widgets(.dark, &random) {
            var once = Canvas(width: 30, height: 8)
            once.draw(widget, in: once.bounds)
            var again = Canvas(width: 30, height: 8)
            again.draw(widget, in: again.bounds)
            #expect(once == again)
            #expect(once != Canvas(width: 30, height: 8), "\(type(of: widget)) drew nothing")
        }
    }
}
