import Terminal
import TestSupport
import Testing

@Suite struct ColorTests {
    @Test func writesItselfAsHex() {
        #expect("\(Color(hex: 0x0A0B0C))" == "#0a0b0c")
        #expect("\(Color.default)" == "default")
        #expect(Color(1, 2, 3).hex == 0x010203)
        #expect(Color.default.hex == nil)
    }

    @Test func contrastMatchesPublishedRatios() {
        // Black on white is 21:1 by definition; #767676 on white is WCAG's well-known 4.54:1.
        #expect(abs(Color(hex: 0).contrast(with: Color(hex: 0xFFFFFF)) - 21) < 1e-9)
        #expect(abs(Color(hex: 0x767676).contrast(with: Color(hex: 0xFFFFFF)) - 4.54) < 0.005)
    }

    @Test func mixesFromOneEndToTheOther() {
        let blue = Color(hex: 0x56B4E9)
        let orange = Color(hex: 0xE69F00)
        #expect(blue.mixed(with: orange, amount: 0) == blue)
        #expect(blue.mixed(with: orange, amount: 1) == orange)
        #expect(blue.mixed(with: orange, amount: .nan) == blue)
        #expect(blue.mixed(with: .default, amount: 0.7) == .default)
        // The middle of black and white in OKLab has a lightness of 0.5, which is a linear light of 0.5³ = 0.125.
        let middle = Color(hex: 0).mixed(with: Color(hex: 0xFFFFFF), amount: 0.5)
        #expect(abs(middle.luminance - 0.125) < 0.003)
        #expect(middle.red == middle.green && middle.green == middle.blue)
    }

    /// Going to OKLab and back loses nothing: a mix with itself in disguise stays within one step of 255.
    @Test func perceptualSpaceRoundTrips() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            let color = Color(hex: .random(in: 0...0xFFFFFF, using: &random))
            let other = Color(hex: .random(in: 0...0xFFFFFF, using: &random))
            let near = color.mixed(with: other, amount: 1e-9)
            #expect(abs(Int(near.red) - Int(color.red)) <= 1)
            #expect(abs(Int(near.green) - Int(color.green)) <= 1)
            #expect(abs(Int(near.blue) - Int(color.blue)) <= 1)
        }
    }

    @Test func palettesAreTheirOwnNearest() {
        for index in UInt8(16)...255 {
            let color = Palette.color(at: index)
            let found = Palette.nearestIndex(to: color, level: .twoFiftySix)
            #expect(found.map(Palette.color(at:)) == color)
        }
        for index in UInt8(0)...15 {
            #expect(Palette.nearestIndex(to: Palette.color(at: index), level: .sixteen) == index)
        }
        #expect(Palette.color(at: 16 + 36 * 5) == Color(hex: 0xFF0000))
        #expect(Palette.color(at: 255) == Color(hex: 0xEEEEEE))
    }

    /// The cube's steps are at most 95 apart, so a nearest colour that is much farther off would be a mistake.
    @Test func quantisationStaysClose() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<1_000 {
            let color = Color(hex: .random(in: 0...0xFFFFFF, using: &random))
            guard let index = Palette.nearestIndex(to: color, level: .twoFiftySix) else {
                Issue.record("no colour for \(color)")
                continue
            }
            let near = Palette.color(at: index)
            #expect(abs(near.luminance - color.luminance) < 0.15, "\(color) → \(near)")
            let far = [(near.red, color.red), (near.green, color.green), (near.blue, color.blue)]
                .map { abs(Int($0.0) - Int($0.1)) }
            #expect(far.allSatisfy { $0 <= 95 }, "\(color) → \(near)")
        }
    }

    @Test(arguments: [ColorLevel.sixteen, .twoFiftySix])
    func textNeverVanishes(level: ColorLevel) {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<500 {
            let ground = Color(hex: .random(in: 0...0xFFFFFF, using: &random))
            let text = ground.mixed(with: Color(hex: 0xFFFFFF), amount: 0.02)
            guard text != ground else { continue }
            let pair = Palette.nearestIndices(foreground: text, background: ground, level: level)
            #expect(pair.foreground != pair.background)
        }
    }
}

@Suite struct ColorLevelTests {
    @Test(arguments: [
        ([:], ColorLevel.mono),
        (["TERM": "dumb", "COLORTERM": "truecolor"], .mono),
        (["TERM": "xterm-256color", "NO_COLOR": "1", "COLORTERM": "truecolor"], .mono),
        (["TERM": "xterm-256color", "NO_COLOR": ""], .twoFiftySix),
        (["TERM": "xterm-256color"], .twoFiftySix),
        (["TERM": "tmux-256color", "COLORTERM": "truecolor"], .trueColor),
        (["TERM": "xterm", "COLORTERM": "24bit"], .trueColor),
        (["TERM": "xterm-direct"], .trueColor),
        (["TERM": "xterm-kitty"], .trueColor),
        (["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], .trueColor),
        (["TERM": "xterm"], .sixteen),
        (["TERM": "linux"], .sixteen),
        (["TERM": "vt100"], .mono),
        (["TERM": "xterm-mono"], .mono),
    ])
    func followsTheEnvironment(environment: [String: String], level: ColorLevel) {
        #expect(ColorLevel(environment: environment) == level)
    }

    @Test(arguments: [
        ([:], GlyphSet.ascii),
        (["LANG": "C"], .ascii),
        (["LANG": "C.UTF-8"], .unicode),
        (["LANG": "en_GB.utf8"], .unicode),
        (["LANG": "de_DE.ISO-8859-1"], .ascii),
        (["LANG": "en_GB.UTF-8", "LC_ALL": "C"], .ascii),
        (["LANG": "en_GB.UTF-8", "LC_ALL": ""], .unicode),
        (["LANG": "C", "LC_CTYPE": "UTF-8"], .unicode),
        (["LANG": "C", "LC_ALL": "C.UTF-8", "LC_CTYPE": "C"], .unicode),
        (["LANG": "en_GB.UTF-8", "TERM": "linux"], .ascii),
    ])
    func followsTheLocale(environment: [String: String], glyphs: GlyphSet) {
        #expect(GlyphSet(environment: environment) == glyphs)
    }
}

@Suite struct ThemeTests {
    @Test(arguments: [Theme.dark, .light, .contrast])
    func everythingReadIsReadable(theme: Theme) {
        for ground in [theme.background, theme.surface] {
            for color in [theme.text, theme.faint, theme.state, theme.guidance, theme.truth, theme.focus, theme.warning] {
                #expect(color.contrast(with: ground) >= 4.5, "\(theme.name) \(color) on \(ground)")
            }
        }
        #expect(theme.rule.contrast(with: theme.background) >= 1.3)
    }

    @Test func contrastThemeIsStronger() {
        let theme = Theme.contrast
        for color in [theme.text, theme.faint, theme.state, theme.guidance, theme.truth, theme.warning] {
            #expect(color.contrast(with: theme.background) >= 7)
        }
    }

    @Test(arguments: [Theme.dark, .light, .contrast])
    func strengthGrowsWithTheValue(theme: Theme) {
        let steps = stride(from: 0.0, through: 1, by: 0.1).map {
            theme.ramp(theme.state, $0).contrast(with: theme.background)
        }
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0 < $1 })
        #expect(theme.ramp(theme.state, 1) == theme.state)
        #expect(theme.diverging(1) == theme.state)
        #expect(theme.diverging(-1) == theme.guidance)
        #expect(theme.diverging(.nan) == theme.diverging(0))
    }

    @Test func glowFadesToRest() {
        let theme = Theme.dark
        #expect(theme.glow(theme.text, toward: theme.state, age: 0) == theme.state)
        #expect(theme.glow(theme.text, toward: theme.state, age: 1) == theme.text)
        #expect(theme.glow(theme.text, toward: theme.state, age: 7) == theme.text)
    }

    @Test func namesLeadToThemes() {
        for name in Theme.Name.allCases { #expect(Theme.named(name).name == name) }
        #expect(Theme.mono.isMonochrome)
        #expect(Theme.dark.suited(to: .mono) == .mono)
        #expect(Theme.light.suited(to: .sixteen) == .light)
    }
}
