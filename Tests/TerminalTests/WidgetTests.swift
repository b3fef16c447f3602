import Terminal
import Testing

@Suite struct WidgetTests {
    private let theme = Theme.dark

    private func text(_ widget: some Widget, _ width: Int, _ height: Int = 1) -> String {
        var canvas = Canvas(width: width, height: height)
        canvas.draw(widget, in: canvas.bounds)
        return canvas.text
    }

    @Test func panels() {
        #expect(text(Panel("cell", detail: "valid", theme: theme), 18, 2) == "cell ─────── valid\n")
        #expect(text(Panel("cell", detail: "valid", theme: theme), 8) == "cell ───")
        #expect(
            text(Panel("cell", detail: "live", isBoxed: true, theme: theme), 18, 3)
                == "╭ cell ──── live ╮\n│                │\n╰────────────────╯")
        #expect(Panel("x", theme: theme).content(in: Rect(width: 9, height: 5)) == Rect(y: 1, width: 9, height: 4))
    }

    @Test func barsAreFineToAnEighth() {
        #expect(text(Bar(0.5, hue: theme.state, theme: theme), 8) == "████")
        #expect(text(Bar(0.5 + 3.0 / 64, hue: theme.state, theme: theme), 8) == "████▍")
        #expect(text(Bar(9, hue: theme.state, theme: theme), 4) == "████")
        #expect(text(Bar(.nan, hue: theme.state, theme: theme), 4) == "")
        #expect(text(Bar(0.25, hue: theme.state, mark: 0.75, theme: theme), 8) == "██    │")
    }

    @Test func barsDivergeFromZero() {
        #expect(text(Bar(0.5, in: -1...1, hue: theme.state, theme: theme), 8) == "    ██")
        #expect(text(Bar(-0.5, in: -1...1, hue: theme.state, theme: theme), 8) == "  ██")
        #expect(text(Bar(0, in: -1...1, hue: theme.state, theme: theme), 8) == "    │")
        // A part to the right of a cell is the reverse of its other part.
        var canvas = Canvas(width: 8, height: 1)
        canvas.draw(Bar(-0.5 - 1.0 / 32, in: -1...1, hue: theme.state, negativeHue: theme.guidance, theme: theme), in: canvas.bounds)
        #expect(canvas.text == " ▉██")
        #expect(canvas[1, 0].style == Style(theme.guidance, on: theme.surface).reverse)
    }

    @Test func sliders() {
        let slider = Slider(-2, in: -4...4, label: "−2.0", hue: theme.guidance, theme: theme)
        #expect(text(slider, 14) == "──●━┼──── −2.0")
        #expect(text(slider, 6) == "  −2.0")
        #expect(text(slider, 2) == "−…")
        let rect = Rect(x: 3, y: 0, width: 14, height: 1)
        #expect(slider.value(atColumn: 3, in: rect) == -4)
        #expect(slider.value(atColumn: 7, in: rect) == 0)
        #expect(slider.value(atColumn: 11, in: rect) == 4)
        #expect(slider.value(atColumn: 12, in: rect) == nil)
        #expect(slider.value(atColumn: 2, in: rect) == nil)
    }

    @Test func sparklines() {
        #expect(text(Sparkline([0, 1, 2, 3, 4, 5, 6, 7], hue: theme.state, theme: theme), 10) == "▁▂▃▄▅▆▇█")
        #expect(text(Sparkline([0, .nan, 7], hue: theme.state, theme: theme), 3) == "▁ █")
        #expect(text(Sparkline([0, 0, 7, 7], hue: theme.state, theme: theme), 2) == "▁█")
        #expect(text(Sparkline([3, 3], hue: theme.state, theme: theme), 2, 2) == "▁▁\n██")
    }

    @Test func histograms() {
        #expect(text(Histogram([1, 2, 4], hue: theme.state, theme: theme), 3, 2) == "  █\n▄██")
        let labelled = Histogram([2, 4], expected: [4, 0], lowLabel: "88", highLabel: "94", hue: theme.state, theme: theme)
        #expect(text(labelled, 6, 3) == "•••███\n██████\n88  94")
        #expect(text(Histogram([0, .nan], hue: theme.state, theme: theme), 3, 2) == "\n")
    }

    @Test func brailleDotsAreWhereTheyShouldBe() {
        var grid = BrailleGrid(columns: 2, rows: 1)
        grid.set(x: 0, y: 0, .plain)
        grid.set(x: 3, y: 3, .plain)
        grid.set(x: 9, y: -1, .plain)
        var canvas = Canvas(width: 2, height: 1)
        grid.draw(on: &canvas, at: 0, 0)
        #expect(canvas.text == "⠁⢀")
    }

    @Test func farLinesAreClippedNotWalked() {
        var grid = BrailleGrid(columns: 2, rows: 1)
        grid.line(from: (-1e12, -1e12), to: (1e12, 1e12), .plain)
        grid.line(from: (0, 1e9), to: (5, 1e9), .plain)
        grid.line(from: (.nan, 0), to: (1, .infinity), .plain)
        var canvas = Canvas(width: 2, height: 1)
        grid.draw(on: &canvas, at: 0, 0)
        #expect(canvas.text == "⠑⢄")
    }

    @Test func plots() {
        let line = Plot([.init([(0, 0), (1, 1)], .line, .plain)], xDigits: 0, yDigits: 1, theme: theme)
        #expect(text(line, 12, 5) == "1.0│     ⢀⠔⠊\n   │  ⢀⡠⠊⠁\n0.0│⡠⠔⠁\n   └────────\n    0      1")
        let area = line.area(in: Rect(width: 12, height: 5))
        #expect(area == Rect(x: 4, y: 0, width: 8, height: 3))
        #expect(line.values(atColumn: 3, row: 0, in: Rect(width: 12, height: 5)) == nil)
        // In little room the axes go.
        #expect(line.area(in: Rect(width: 6, height: 2)) == Rect(width: 6, height: 2))
    }

    @Test func heatMaps() {
        let map = HeatMap(
            [[1, -1], [0, 0.5]], rowLabels: ["a", "bb"], columnLabels: ["x", "y"], marks: [.init(row: 0, column: 0): "●"],
            cellWidth: 3, theme: .mono)
        #expect(text(map, 9, 3) == "    x  y\na  █●█−██\nbb    ▒▒▒")
        var canvas = Canvas(width: 9, height: 3)
        var colored = map
        colored.theme = theme
        canvas.draw(colored, in: canvas.bounds)
        #expect(canvas[3, 1].style.background == theme.state)
        #expect(canvas[6, 1].style.background == theme.guidance)
        let rect = canvas.bounds
        #expect(map.cell(atColumn: 7, row: 2, in: rect) == .init(row: 1, column: 1))
        #expect(map.cell(atColumn: 2, row: 2, in: rect) == nil)
        #expect(map.cell(atColumn: 7, row: 0, in: rect) == nil)
        // Labels of rows give way to cells.
        #expect(text(map, 4, 2) == "x y\n●█−█")
    }

    @Test func tables() {
        let rows = (1...5).map { [Table.Cell("row \($0)"), Table.Cell("\($0 * 25)")] }
        var table = Table([.init("name"), .init("ms", .fixed(4), alignedRight: true)], rows: rows, theme: theme)
        #expect(text(table, 14, 3) == "name        ms\nrow 1       25\nrow 2       50")
        table.selected = 4
        #expect(text(table, 14, 3) == "name        ms\nrow 4      100\nrow 5      125")
        #expect(table.row(at: 2, in: Rect(width: 14, height: 3)) == 4)
        #expect(table.row(at: 0, in: Rect(width: 14, height: 3)) == nil)
        #expect(text(table, 5, 1) == "  125")
    }

    @Test func scrubbers() {
        let scrubber = Scrubber(position: 4, last: 20, computed: 12, marks: [8], theme: theme)
        #expect(text(scrubber, 17) == "━━●─◆──┄┄┄┄  4/20")
        #expect(scrubber.step(atColumn: 0, in: Rect(width: 17, height: 1)) == 0)
        #expect(scrubber.step(atColumn: 10, in: Rect(width: 17, height: 1)) == 20)
        #expect(scrubber.step(atColumn: 12, in: Rect(width: 17, height: 1)) == nil)
        #expect(text(Scrubber(position: 0, last: 0, theme: theme), 4) == " 0/0")
    }

    @Test func tabsKeepTheChosenOneInView() {
        let tabs = Tabs(["watch", "compare", "population"], selected: 2, theme: theme)
        #expect(text(tabs, 40) == "watch   compare   population")
        #expect(text(tabs, 12) == "  population")
        #expect(text(tabs, 4) == "popu")
        #expect(tabs.index(atColumn: 9, in: Rect(width: 40, height: 1)) == 1)
        #expect(tabs.index(atColumn: 6, in: Rect(width: 40, height: 1)) == nil)
    }

    @Test func hintsAreWholeOrLeftOut() {
        let hints = KeyHints([.init("q", "quit"), .init("?", "help"), .init("r", "replay")], theme: theme)
        #expect(text(hints, 40) == "q quit   ? help   r replay")
        #expect(text(hints, 20) == "q quit   ? help")
        #expect(text(hints, 3) == "")
    }

    @Test func noticesStandAtTheFoot() {
        #expect(text(Notice("saved", theme: theme), 14, 2) == "\n▎ saved")
        #expect(text(Notice("disk full", .warning, theme: .mono), 14) == "! disk full")
        #expect(text(Notice("one two three", theme: theme), 9, 3) == "▎ one\n▎ two\n▎ three")
    }

    @Test func modalsDimWhatIsBehind() {
        var canvas = Canvas(width: 24, height: 7, filling: Glyph("x", Style(theme.text, on: theme.background)))
        let modal = Modal("help", contentWidth: 6, contentHeight: 1, theme: theme)
        canvas.draw(modal, in: canvas.bounds)
        #expect(canvas.line(1) == "xxxxxx╭ help ────╮xxxxxx")
        #expect(canvas.line(5) == "xxxxxx╰──────────╯xxxxxx")
        #expect(modal.content(in: canvas.bounds) == Rect(x: 9, y: 3, width: 6, height: 1))
        let dimmed = canvas[0, 0].style.foreground
        #expect(dimmed.contrast(with: theme.background) < theme.text.contrast(with: theme.background) / 2)
    }

    @Test func textFieldsShowTheCursor() {
        var canvas = Canvas(width: 8, height: 3)
        let field = TextField("guidance", completions: ["guide", "guard"], selected: 1, theme: theme)
        canvas.draw(field, in: canvas.bounds)
        #expect(canvas.text == ":idance\n  guide\n  guard")
        #expect(canvas[7, 0].style.attributes.contains(.reverse))
        #expect(canvas[2, 2].style == theme.selectionStyle)
    }
}
