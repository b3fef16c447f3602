import Diffusion
import Explorer
import Terminal
import Testing

/// Every letter and digit of whole screens can be read on the ground it stands on: 4.5 to 1, in every theme, at every level of colours.
@Suite struct ScreenContrastTests {
    /// Pages of a run on its way, forked, and over; what lies over them; a population and a search.
    private static func moments() throws -> [(name: String, state: State)] {
        var moments: [(String, State)] = []
        func note(_ name: String, _ harness: Harness) {
            for (width, height) in [(80, 24), (120, 36), (160, 48)] {
                var harness = harness
                harness.send(.input(.resize(width: width, height: height)))
                moments.append(("\(name) at \(width)×\(height)", harness.state))
            }
        }
        let settings = RunSettings(seed: 7, schedule: .fixed, steps: 12)
        let population = PopulationEngine(Synthetic.attentive), search = SearchEngine(Synthetic.exact)
        defer {
            population.stop()
            search.stop()
        }
        var harness = try Harness.ready(Synthetic.attentive, settings: settings)
        for tick in 1...4 { harness.send(.tick(Double(tick) / 8)) }
        note("playing", harness)
        try harness.press(.pageUp, .end)
        note("the end", harness)
        for key in ["?", ":", "y", "e", "B", "a"] as [Character] {
            var over = harness
            over.send(.input(.key(.char(key))))
            note("over it \(key)", over)
        }
        try harness.type("3,,")
        note("comparing", harness)
        try harness.inspect("2")
        note("inspecting", harness)
        try harness.type("4")
        harness.answerPopulation(population)
        try harness.type("n")
        note("a population", harness)
        try harness.press(.left)
        note("a population steered anew", harness)
        var race = try Harness.search(engine: search)
        try race.rounds(4, engine: search)
        try race.type("a")
        try race.rounds(2, engine: search)
        note("a search", race)
        var network = try Harness.ready(
            LoadedModels(space: .mobilenetv3, networks: try FactoredProperty.analytic()), settings: settings, denoiser: .exact)
        try network.type("....")
        note("a network", network)
        return moments
    }

    @Test func everyLetterOfEveryScreenIsReadable() throws {
        let moments = try Self.moments()
        for theme in [Theme.dark, .light, .contrast] {
            for (name, state) in moments {
                var harness = Harness()
                harness.state = state
                for _ in 0..<4 where harness.state.theme != theme { harness.send(.input(.key(.char("T")))) }
                // Where a dialog takes the key, the theme stays what it was.
                let canvas = render(harness.state)
                for level in [ColorLevel.sixteen, .twoFiftySix, .trueColor] {
                    if let found = Self.leastReadable(canvas, level), found.contrast < 4.5 {
                        Issue.record("\(name) in \(harness.state.theme.name) at \(level): '\(found.text)' at \(found.x), \(found.y) has \(found.contrast)")
                    }
                }
            }
        }
    }

    private static func leastReadable(_ canvas: Canvas, _ level: ColorLevel) -> (text: String, x: Int, y: Int, contrast: Double)? {
        var least: (text: String, x: Int, y: Int, contrast: Double)?
        var known: [Style: Double] = [:]
        for y in 0..<canvas.height {
            for x in 0..<canvas.width {
                guard let scalar = canvas[x, y].scalar, scalar.properties.isAlphabetic || scalar.properties.numericType != nil else { continue }
                let style = canvas[x, y].style
                let contrast = known[style] ?? Self.contrast(style, level)
                known[style] = contrast
                if contrast < least?.contrast ?? .infinity { least = (String(Character(scalar)), x, y, contrast) }
            }
        }
        return least
    }

    private static func contrast(_ style: Style, _ level: ColorLevel) -> Double {
        let pair = Palette.nearestIndices(foreground: style.foreground, background: style.background, level: level)
        let front = pair.foreground.map(Palette.color(at:)) ?? style.foreground
        return front.contrast(with: pair.background.map(Palette.color(at:)) ?? style.background)
    }
}
