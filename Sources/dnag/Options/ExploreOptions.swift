import ArgumentParser
import Diffusion
import Explorer
import Terminal

/// How the explorer starts. Every option here is a key of the configuration file too: `ConfigurationKey`.
struct ExploreOptions: ParsableArguments {
    @Option(help: "Index of the sample shown.")
    var sample: Int = 0

    @Option(help: "Colours of the screen.")
    var theme: Theme.Name = .dark

    @Option(help: "The page shown first.")
    var page: Page = .watch

    @Option(help: "Steps a second while playing, or max.")
    var speed = SpeedChoice(value: Speed.usual)

    @Option(help: ArgumentHelp("Properties shown, separated by commas. (default: the usual ones)", valueName: "names"))
    var show: String?

    @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Nothing glows or fades; playing changes the screen at most twice a second.")
    var reducedMotion = false

    @Flag(inversion: .prefixedNo, exclusivity: .chooseLast, help: "Whether the mouse works on sliders and timeline, or selects text.")
    var mouse = true

    @Option(help: "How many colours to use; auto asks the environment (NO_COLOR, COLORTERM, TERM).")
    var colors: ColorChoice = .auto

    @Option(help: "Which characters to draw with; auto asks the locale.")
    var glyphs: GlyphChoice = .auto

    @Option(help: ArgumentHelp("Where exports and recordings are written. (default: the current folder)", valueName: "folder"))
    var exportDir: String = "."

    @Flag(
        inversion: .prefixedNo, exclusivity: .chooseLast,
        help: "Sentences, line by line, instead of a screen; always so where input or output is no terminal.")
    var plain = false

    @OptionGroup var sampling: SamplingOptions
    @OptionGroup var guidance: GuidanceOptions
    @OptionGroup var model: ModelOptions
    @OptionGroup var tables: TableOptions

    func validate() throws {
        try Check.rule("--sample", sample, .sample)
        if speed.value != .infinity { try Check.rule("--speed", speed.value, Speed.rule) }
    }

    /// Names of the properties to show; empty: the usual ones.
    var shown: [String] {
        (show ?? "").split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
    }

    /// - Throws: `ValidationError` when a noise level is out of range
    func explorer() throws -> ExplorerOptions {
        var options = try ExplorerOptions(sampling, guidance, model, tables, sample: sample, steps: State.usualSteps, isQuiet: true)
        options.theme = theme
        options.exportFolder = exportDir
        options.preferences.page = page
        options.preferences.speed = speed.value
        options.preferences.shown = shown
        options.preferences.reducesMotion = reducedMotion
        options.colors = colors.level
        options.glyphs = glyphs.set
        options.usesMouse = mouse
        return options
    }
}

/// A number, or `max`: as fast as steps come.
struct SpeedChoice: ExpressibleByArgument, CustomStringConvertible {
    let value: Double

    init(value: Double) { self.value = value }

    init?(argument: String) {
        guard let value = argument == "max" ? .infinity : Double(argument), argument == "max" || value.isFinite else { return nil }
        self.value = value
    }

    var description: String { Speed.text(value) }
    var defaultValueDescription: String { description }
}

enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, none
    case sixteen = "16"
    case twoFiftySix = "256"
    case all

    /// Nil where the environment decides.
    var level: ColorLevel? {
        switch self {
        case .auto: nil
        case .none: .mono
        case .sixteen: .sixteen
        case .twoFiftySix: .twoFiftySix
        case .all: .trueColor
        }
    }
}

enum GlyphChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, unicode, ascii

    /// Nil where the environment decides.
    var set: GlyphSet? {
        switch self {
        case .auto: nil
        case .unicode: .unicode
        case .ascii: .ascii
        }
    }
}

extension Theme.Name: ExpressibleByArgument {}
extension Page: ExpressibleByArgument {}
