import Architectures
import ArgumentParser
import Diffusion
import Explorer
import Published

/// A key of the configuration file: an option of the explorer without its dashes.
struct ConfigurationKey: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case screen = "The screen"
        case run = "The run it starts with"
        case models = "Networks and figures"
    }

    enum Form: Sendable {
        case value
        /// May stand in several lines.
        case list
        /// `on` or `off`.
        case flag
    }

    let name: String
    let kind: Kind
    let form: Form
    /// What it means, in a line.
    let help: String
    /// Its values in parsed options; none where it is not set.
    let values: @Sendable (ExploreOptions) -> [String]

    /// The argument that says the same on a command line, in one word, so that no value is taken for an option.
    func argument(_ value: String) -> String {
        form == .flag ? (value == "on" ? "--\(name)" : "--no-\(name)") : "--\(name)=\(value)"
    }

    static subscript(name: String) -> ConfigurationKey? { all.first { $0.name == name } }

    private init(
        _ name: String, _ kind: Kind, _ form: Form, _ help: String, _ values: @escaping @Sendable (ExploreOptions) -> [String]
    ) {
        (self.name, self.kind, self.form, self.help, self.values) = (name, kind, form, help, values)
    }

    private init(_ name: String, _ kind: Kind, _ help: String, _ values: @escaping @Sendable (ExploreOptions) -> [String]) {
        self.init(name, kind, .value, help, values)
    }

    static let all = screen + run + models

    private static let screen = [
        Self("theme", .screen, "dark, light, contrast or mono; where it is not set, dark or light as what the terminal draws on") { [$0.theme.rawValue] },
        Self("page", .screen, "the page shown first: watch, inspect, compare, population, search or task") { [$0.page.rawValue] },
        Self("speed", .screen, "steps a second while playing, 0.1 to 1000, or max") { [$0.speed.description] },
        Self("show", .screen, "properties shown, separated by commas; the usual ones where it is not set") { [$0.show].compactMap { $0 } },
        Self("reduced-motion", .screen, .flag, "nothing glows or fades; playing changes the screen at most twice a second") {
            [word($0.reducedMotion)]
        },
        Self("mouse", .screen, .flag, "whether the mouse works on sliders and timeline, or selects text") { [word($0.mouse)] },
        Self("colors", .screen, "auto, none, 16, 256 or all; auto asks the environment (NO_COLOR, COLORTERM, TERM)") {
            [$0.colors.rawValue]
        },
        Self("glyphs", .screen, "auto, unicode or ascii; auto asks the locale") { [$0.glyphs.rawValue] },
        Self("export-dir", .screen, "where exports and recordings are written; the current folder where it is not set") { [$0.exportDir] },
        Self("plain", .screen, .flag, "sentences, line by line, instead of a screen") { [word($0.plain)] },
    ]

    private static let run = [
        Self("seed", .run, "seed of all noise") { ["\($0.sampling.noise.seed)"] },
        Self("sample", .run, "index of the sample shown") { ["\($0.sample)"] },
        Self("steps", .run, "reverse steps, 1 to 10000") { ["\($0.sampling.steps ?? State.usualSteps)"] },
        Self("sampler", .run, choices(Sampler.self)) { [$0.sampling.sampler.name] },
        Self("churn", .run, "fresh noise taken on by heun, 0 to 10000") { ["\($0.sampling.churn)"] },
        Self("corrector", .run, "none or langevin") { [$0.sampling.corrector.rawValue] },
        Self("corrector-steps", .run, "corrector steps at each noise level, 1 to 1000") { ["\($0.sampling.correction.correctorSteps)"] },
        Self("corrector-ratio", .run, "signal-to-noise ratio of a corrector step, above 0 and at most 10") {
            ["\($0.sampling.correction.correctorRatio)"]
        },
        Self("corrector-norm", .run, choices(Corrector.Norm.self)) { [$0.sampling.correction.correctorNorm.rawValue] },
        Self("sde", .run, choices(SDE.Kind.self)) { [$0.sampling.noise.sde.rawValue] },
        Self("schedule", .run, choices(NoiseSchedule.Spacing.self)) { [$0.sampling.noise.schedule.rawValue] },
        Self("sigma-max", .run, "first noise level, relative to the signal") {
            ["\($0.sampling.noise.sigmaMax ?? SearchSpace.usual.sigmas.upperBound)"]
        },
        Self("sigma-min", .run, "last noise level, relative to the signal") {
            ["\($0.sampling.noise.sigmaMin ?? SearchSpace.usual.sigmas.lowerBound)"]
        },
        Self("guide", .run, .list, "PROPERTY=GAMMA: tilt by γ nats per standard score; a line for each property") { options in
            options.guidance.guide.map { "\($0.property)=\($0.gamma)" }
        },
        Self("aim", .run, .list, "PROPERTY=VALUE or VALUE@STRENGTH: draw a property to a value in its own unit; a line for each") { options in
            options.guidance.aim.map { aim in "\(aim.property)=\(aim.target)" + (aim.strength.map { "@\($0)" } ?? "") }
        },
        Self("aim-strength", .run, "how strongly, in nats per squared standard score, 0 to 10000") { ["\($0.guidance.aimStrength)"] },
        Self("method", .run, "gradient or conditioned: the predictor's gradient, or a denoiser that takes the tilt") {
            [$0.guidance.method.rawValue]
        },
        Self("order", .run, "order of the gradient: \(choices(GuidanceOrder.self))") { [$0.guidance.order.rawValue] },
        Self("place", .run, "where the predictor is asked: \(choices(GuidancePlace.self))") { [$0.guidance.place.rawValue] },
        Self("unit", .run, "what guide holds: \(choices(TiltUnit.self))") { [$0.guidance.unit.rawValue] },
        Self("window", .run, "FROM..TO: the part of the run that is steered, from 1 (first step) to 0 (last)") {
            [$0.guidance.window.description]
        },
        Self("denoiser", .run, "learned, exact or published (which needs denoiser-file)") { [$0.model.denoiser.rawValue] },
    ]

    private static let models = [
        Self("space", .models, "the search space: \(choices(SearchSpace.self))") { [$0.model.space.name] },
        Self("denoiser-file", .models, "a denoiser to use instead of the embedded one") { [$0.model.denoiserFile].compactMap { $0 } },
        Self("predictor-file", .models, "a predictor to use instead of the embedded one; cells: the embedded one of clean cells") { [$0.model.predictorFile].compactMap { $0 } },
        Self("mask", .models, "edges that a published denoiser sees: \(choices(PublishedDenoiser.Mask.self))") {
            [$0.model.mask?.rawValue].compactMap { $0 }
        },
        Self("tilted-file", .models, "a tilt-conditioned denoiser, or a predictor of cells, to use instead of the embedded one") {
            [$0.model.tiltedFile].compactMap { $0 }
        },
        Self("table", .models, .list, "a CSV file, or the name of an imported table; a line for each") { $0.tables.table },
    ]

    private static func word(_ isOn: Bool) -> String { isOn ? "on" : "off" }

    private static func choices<Choice: ExpressibleByArgument>(_: Choice.Type) -> String {
        let names = Choice.allValueStrings
        return names.count < 2 ? names.joined() : names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }
}
