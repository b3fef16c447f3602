import Terminal
import Testing

/// What is read can be read: 4.5 to 1 (WCAG 2.1, AA) in every theme and at every level of colours.
@Suite struct ContrastTests {
    static let themes: [Theme] = [.dark, .light, .contrast]

    private static func contrast(_ style: Style, on ground: Color, _ level: ColorLevel) -> Double {
        let back = style.background.isDefault ? ground : style.background
        let pair = Palette.nearestIndices(foreground: style.foreground, background: back, level: level)
        let front = pair.foreground.map(Palette.color(at:)) ?? style.foreground
        return front.contrast(with: pair.background.map(Palette.color(at:)) ?? back)
    }

    @Test(arguments: themes, [ColorLevel.sixteen, .twoFiftySix, .trueColor])
    func everyStyleOfTextIsReadable(theme: Theme, level: ColorLevel) {
        let hues = [theme.text, theme.faint, theme.state, theme.guidance, theme.truth, theme.focus, theme.warning]
        for hue in hues {
            for ground in [theme.background, theme.surface] {
                #expect(Self.contrast(Style(hue), on: ground, level) >= 4.5, "\(hue) on \(ground) in \(theme.name) at \(level)")
            }
            #expect(Self.contrast(theme.quietStyle(hue), on: theme.background, level) >= 4.5, "quiet \(hue) in \(theme.name) at \(level)")
            #expect(Self.contrast(theme.selected(Style(hue)), on: theme.surface, level) >= 4.5, "selected \(hue) in \(theme.name) at \(level)")
            for step in 0...10 {
                let fading = theme.readable(theme.glow(theme.ramp(hue, Double(step) / 10), toward: theme.focus, age: Double(step) / 10))
                #expect(Self.contrast(Style(fading), on: theme.background, level) >= 4.5, "fading \(hue) in \(theme.name) at \(level)")
                let ground = theme.ground(hue, Double(step) / 10)
                #expect(Self.contrast(Style(theme.text), on: ground, level) >= 4.5, "text on \(hue), \(step) of 10, in \(theme.name) at \(level)")
            }
        }
    }

    @Test(arguments: themes)
    func whatADialogLiesOverCanStillBeRead(theme: Theme) {
        var canvas = Canvas(width: 7, height: 1, filling: Glyph(" ", Style(theme.text, on: theme.background)))
        for (x, hue) in [theme.text, theme.faint, theme.state, theme.guidance, theme.truth, theme.focus, theme.warning].enumerated() {
            canvas.put("a", at: x, 0, Style(hue))
        }
        canvas.dim(canvas.bounds, toward: theme.background)
        for x in 0..<7 {
            let style = canvas[x, 0].style
            #expect(style.foreground.contrast(with: style.background) >= 4.5, "\(x) in \(theme.name)")
        }
    }
}
