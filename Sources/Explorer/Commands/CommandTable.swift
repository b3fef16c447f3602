import Architectures
import Diffusion
import Terminal

/// The one table of commands: it drives parsing, completion, the help and the documentation.
public enum CommandTable {
    public struct Entry: Sendable {
        public let name: String
        public let parameters: [CommandParameter]
        /// What it does, for completion, help and documentation.
        public let help: String
        /// What it is now, where it is a value.
        let now: @Sendable (State) -> String
        /// The command of words that were found right.
        let build: @Sendable (CommandArguments) -> Command?

        init(
            _ name: String, _ parameters: [CommandParameter] = [], _ help: String,
            now: @escaping @Sendable (State) -> String = { _ in "" }, build: @escaping @Sendable (CommandArguments) -> Command?
        ) {
            self.name = name
            self.parameters = parameters
            self.help = help
            self.now = now
            self.build = build
        }

        /// As people write it: `aim NAME VALUE [STRENGTH]`.
        public var usage: String {
            ([name] + parameters.map { $0.isOptional ? "[\($0.placeholder)]" : $0.placeholder }).joined(separator: " ")
        }
    }

    public struct Section: Sendable {
        public let title: String
        public let entries: [Entry]
    }

    public static let sections: [Section] = [steering, method, noise, time, view]

    public static let entries: [Entry] = sections.flatMap(\.entries)

    public static subscript(name: String) -> Entry? { entries.first { $0.name == name } }

    /// A command that sets an option of the run.
    private static func option(_ option: RunOption, _ placeholder: String, _ help: String) -> Entry {
        Entry(option.rawValue, [.init(placeholder, .option(option))], help) {
            option.value(in: $0.branch?.settings ?? $0.settings) ?? ""
        } build: {
            .set(option, $0.word(0))
        }
    }

    private static let steering = Section(
        title: "Steering",
        entries: [
            Entry("gamma", [.init("NAME", .property), .init("VALUE", .tilt)], "tilt a property, in nats") {
                .gamma(property: $0.word(0), value: $0.number(1))
            },
            Entry(
                "aim",
                [.init("NAME", .property), .init("VALUE", .target), .init("STRENGTH", .number(.aimStrength), isOptional: true)],
                "draw a property to a value"
            ) {
                .aim(property: $0.word(0), target: $0.number(1), strength: $0.has(2) ? $0.number(2) : nil)
            },
            Entry("zero", [.init("NAME|all", .steered, isOptional: true)], "stop steering by one, or by all") {
                guard $0.has(0) else { return .zero(.selected) }
                return .zero($0.word(0) == "all" ? .all : .property($0.word(0)))
            },
            Entry("add", [.init("NAME", .property)], "put a property on the screen") { .add($0.word(0)) },
            Entry("remove", [.init("NAME", .shown)], "take a property off the screen") { .remove($0.word(0)) },
        ])

    private static let method = Section(
        title: "Method",
        entries: [
            option(.sampler, "NAME", "how a step is taken"),
            option(.churn, "AMOUNT", "fresh noise that heun takes on"),
            Entry(
                "corrector",
                [
                    .init("NAME", .option(.corrector)), .init("STEPS", .option(.correctorSteps), isOptional: true),
                    .init("RATIO", .option(.correctorRatio), isOptional: true),
                    .init("NORM", .option(.correctorNorm), isOptional: true),
                ], "Langevin steps at each noise level",
                now: { state in
                    guard let corrector = (state.branch?.settings ?? state.settings).corrector else { return "none" }
                    return "langevin \(corrector.steps) \(NumberRule.text(corrector.ratio)) \(corrector.norm.rawValue)"
                }
            ) { arguments in
                guard arguments.word(0) == "langevin" else { return arguments.has(1) ? nil : .corrector(nil) }
                var corrector = Corrector()
                if arguments.has(1) { corrector.steps = Int(arguments.number(1)) }
                if arguments.has(2) { corrector.ratio = arguments.number(2) }
                if arguments.has(3) { corrector.norm = Corrector.Norm(rawValue: arguments.word(3)) ?? corrector.norm }
                return .corrector(corrector)
            },
            option(.sde, "NAME", "the diffusion that is reversed"),
            Entry(
                "denoiser", [.init("NAME", .choice(DenoiserKind.allCases.map(\.rawValue)))], "who estimates the clean cell",
                now: { ($0.branch?.denoiser ?? $0.denoiser).rawValue }
            ) { DenoiserKind(rawValue: $0.word(0)).map { .denoiser($0) } },
            option(.steps, "N", "reverse steps"),
            option(.method, "NAME", "guidance by gradient or as an input"),
            option(.order, "first|second", "order of the gradient"),
            option(.place, "state|estimate", "where the predictor is asked"),
            option(.unit, "tilt|published", "γ in nats, or the published k"),
            option(.window, "FROM..TO", "the part that is steered, 1 to 0"),
        ])

    private static let noise = Section(
        title: "Noise",
        entries: [
            option(.schedule, "SPACING", "how the noise levels are spaced"),
            option(.sigmaMax, "σ", "the first noise level"),
            option(.sigmaMin, "σ", "the last noise level"),
            option(.seed, "N", "start anew with other noise"),
            Entry("sample", [.init("N", .number(.sample))], "start anew with another sample", now: { "\($0.sample)" }) {
                .sample(Int($0.number(0)))
            },
        ])

    private static let time = Section(
        title: "Time",
        entries: [
            Entry("go", [.init("STEP|start|end", .place)], "go to a step", now: { "\($0.position)" }) {
                switch $0.word(0) {
                case "start": .go(.start)
                case "end": .go(.end)
                default: .go(.step(Int($0.number(0))))
                }
            },
            Entry("play", [], "play on") { _ in .play },
            Entry("pause", [], "stop where it stands") { _ in .pause },
            Entry("replay", [], "play from the start") { _ in .replay },
            Entry("speed", [.init("N|max", .speed)], "steps a second", now: { Speed.text($0.speed) }) {
                .speed($0.word(0) == "max" ? .infinity : $0.number(0))
            },
            Entry("branch", [.init("NAME", .branch)], "look at another branch", now: { $0.branch?.title ?? "" }) {
                .branch($0.word(0))
            },
        ])

    private static let view = Section(
        title: "Screen",
        entries: [
            Entry("page", [.init("NAME", .choice(Page.allCases.map(\.rawValue)))], "what the screen is about", now: { $0.page.rawValue }) {
                Page(rawValue: $0.word(0)).map { .page($0) }
            },
            Entry(
                "space", [.init("NAME", .space)], "what is generated", now: { $0.space.name }
            ) { SearchSpace(named: $0.word(0)).map { .space($0) } },
        ] + Pages.all.flatMap { $0.commands } + [
            Entry("theme", [.init("NAME", .theme)], "colours", now: { $0.theme.name.rawValue }) {
                Theme.Name(rawValue: $0.word(0)).map { .theme($0) }
            },
            Entry("line", [], "the line that brings this back") { _ in .line },
            Entry("what", [.init("WORD", .term, isOptional: true)], "what a word means") { .what($0.has(0) ? $0.word(0) : nil) },
            Entry("lesson", [.init("NAME", .text, isOptional: true)], "the lessons, or one of them", now: { $0.lesson?.lesson.name ?? "" }) {
                .lesson($0.has(0) ? $0.word(0) : nil)
            },
            Entry("undo", [], "bring back what was replaced") { _ in .undo },
            Entry("redo", [], "and replace it again") { _ in .redo },
            Entry("save", [.init("FILE", .text, isOptional: true)], "write the session to a file") { .save($0.has(0) ? $0.word(0) : nil) },
            Entry("open", [.init("FILE|WORD", .text)], "open a session") { .open(SessionSource($0.word(0))) },
            Entry(
                "serve", [.init("ADDRESS|off", .text, isOptional: true)], "let others follow", now: { $0.sharing.place?.addresses.first ?? "off" }
            ) { .serve($0.has(0) ? $0.word(0) : nil) },
            Entry("present", [], "keys are shown as pressed, or not", now: { $0.presenting.showsKeys ? "on" : "off" }) { _ in .present },
            Entry("zoom", [.init("PANEL|off", .panel, isOptional: true)], "one panel on all of the screen", now: { $0.presenting.zoomed ?? "off" }) {
                .zoom($0.has(0) ? $0.word(0) : nil)
            },
            Entry("spotlight", [.init("PANEL|off", .panel, isOptional: true)], "one panel stands out", now: { $0.presenting.spotlit ?? "off" }) {
                .spotlight($0.has(0) ? $0.word(0) : nil)
            },
            Entry("hide", [.init("WORDS|none", .text, isOptional: true)], "take pages, sliders, keys away", now: { $0.hidden.text }) {
                .hide($0.has(0) ? $0.word(0) : nil)
            },
            Entry("export", [], "write the architecture") { _ in .export },
            Entry("help", [.init("WORD", .term, isOptional: true)], "all commands, or a card of a word") { $0.has(0) ? .card($0.word(0)) : .help },
            Entry("quit", [], "quit") { _ in .quit },
        ])

    /// What is understood beside commands, for help and documentation.
    public static let remark =
        "A whole line that begins with dnag generate or dnag explore becomes this run or session, and one of dnag search bo this race: paste it behind the colon."
}

/// The words behind a command, each found right, numbers as such.
struct CommandArguments {
    var words: [String] = []
    var numbers: [Double?] = []

    func has(_ place: Int) -> Bool { words.indices.contains(place) }
    func word(_ place: Int) -> String { has(place) ? words[place] : "" }
    func number(_ place: Int) -> Double { numbers.indices.contains(place) ? numbers[place] ?? .nan : .nan }
}
