import Architectures
import Diffusion
import Tasks

/// A line of the shell that makes a run, `dnag generate …` or `dnag explore …`, taken apart.
struct PastedLine {
    struct Flag {
        /// Without its dashes.
        var name: String
        var value: CommandWord
        var range: Range<Int>
    }

    /// Options that say where results go, how fast, or how the explorer looks, and nothing of the run itself.
    private static let idle: Set = ["threads", "format", "out", "theme", "speed", "colors", "glyphs", "export-dir"]
    /// Those of them that stand alone.
    private static let lone: Set = ["allow-missing", "fresh", "plain", "no-plain", "mouse", "no-mouse", "reduced-motion", "no-reduced-motion"]

    /// Options of `dnag generate` that choose which of many samples are written.
    private static let choosing: Set = ["require", "unique", "top", "sort", "limit"]

    private let isGenerate: Bool
    /// Whether it is of a race, not of a run.
    let isRace: Bool
    let flags: [Flag]
    /// Of the line, in characters.
    let length: Int
    private let isCutShort: Bool

    /// - Throws: `CommandFault`
    init(_ words: [CommandWord], length: Int) throws {
        var rest = words.dropFirst()
        // The explorer is what dnag alone opens.
        let command = rest.first?.text ?? "explore"
        let isImplied = rest.isEmpty || command.hasPrefix("--")
        isRace = command == "search" && rest.dropFirst().first?.text == "bo"
        self.length = length
        guard isImplied || isRace || ["generate", "explore"].contains(command) else {
            throw CommandFault(description: "\(CommandMistake.notALine)", range: rest.first?.range ?? length..<length)
        }
        isGenerate = command == "generate"
        if !isImplied { rest = rest.dropFirst(isRace ? 2 : 1) }
        // What follows a # is what was changed on the way.
        let end = rest.firstIndex { $0.text.hasPrefix("#") } ?? rest.endIndex
        isCutShort = end < rest.endIndex
        flags = try Self.flags(rest[..<end])
    }

    private static func flags(_ words: ArraySlice<CommandWord>) throws -> [Flag] {
        var flags: [Flag] = []
        var place = words.startIndex
        while place < words.endIndex {
            let word = words[place]
            guard word.text.hasPrefix("--"), word.text.count > 2 else {
                throw CommandFault(description: "\(CommandMistake.unknownFlag(word.text))", range: word.range)
            }
            let body = word.text.dropFirst(2)
            if choosing.contains(String(body.prefix { $0 != "=" })) {
                throw CommandFault(description: "\(CommandMistake.selects("--" + body.prefix { $0 != "=" }))", range: word.range)
            }
            if lone.contains(String(body)) {
                place += 1
                continue
            }
            if let sign = body.firstIndex(of: "=") {
                let value = CommandWord(text: String(body[body.index(after: sign)...]), range: word.range)
                flags.append(Flag(name: String(body[..<sign]), value: value, range: word.range))
            } else {
                guard place + 1 < words.endIndex else {
                    throw CommandFault(description: "\(CommandMistake.valueMissing(flag: word.text))", range: word.range)
                }
                place += 1
                flags.append(Flag(name: String(body), value: words[place], range: word.range))
            }
            place += 1
        }
        return flags
    }

    /// The session that it opens; nil where it makes a run.
    var source: SessionSource? { flags.last { $0.name == "from" }.map { SessionSource($0.value.text) } }

    /// The run it makes; what it does not say is what the command takes.
    /// - Throws: `CommandFault`
    func run(in state: State) throws -> PastedRun {
        var run = PastedRun(
            settings: RunSettings(
                sampler: .auto, steps: isGenerate ? RunSettings().steps : State.usualSteps, guidance: Guidance(method: .auto)), sample: 0, denoiser: .learned,
            isCutShort: isCutShort)
        run.space = state.space
        try checkSpace(in: state)
        // A denoiser has noise levels of its own, and a corrector's numbers need the corrector: they come first.
        for flag in flags where flag.name == "denoiser" {
            try CommandTable.attributed(to: flag.value.range) { run.denoiser = try Self.denoiser(flag.value.text, state) }
        }
        if let sigmas = state.catalog?.sigmas(of: run.denoiser) {
            (run.settings.schedule.sigmaMin, run.settings.schedule.sigmaMax) = (sigmas.lowerBound, sigmas.upperBound)
        }
        for flag in flags where flag.name == "corrector" {
            try CommandTable.attributed(to: flag.value.range) {
                try RunOption.corrector.set(flag.value.text, in: &run.settings, prefix: "--")
            }
        }
        var strength = Aim(target: 0).strength
        for flag in flags where flag.name == "aim-strength" {
            strength = try CommandTable.attributed(to: flag.value.range) {
                try NumberRule.aimStrength.number(flag.value.text, of: "--aim-strength")
            }
        }
        for flag in flags where !["denoiser", "corrector", "aim-strength", "space"].contains(flag.name) {
            try CommandTable.attributed(to: flag.value.range) { try Self.take(flag, strength, into: &run, state) }
        }
        if let fault = run.settings.fault(prefix: "--") {
            let flag = flags.last { $0.name == fault.option.rawValue }
            throw CommandFault(description: "\(fault.error)", range: flag?.value.range ?? 0..<4)
        }
        if run.count > 1, run.settings.guidance.method == .twisted {
            (run.isTwisted, run.settings.guidance.method) = (true, .gradient)
        }
        if let step = run.step, step > run.settings.steps {
            let flag = flags.last { $0.name == "step" }
            let rule = NumberRule(whole: 0...run.settings.steps).text
            throw CommandFault(description: "\(SettingError.outOfRange(name: "--step", value: "\(step)", rule: rule))", range: flag?.value.range ?? 0..<4)
        }
        return run
    }

    /// A line is of the space that it names, or the usual one.
    func checkSpace(in state: State) throws {
        let space = flags.last { $0.name == "space" }, wanted = space?.value.text ?? SearchSpace.usual.name
        guard wanted == state.space.name else {
            throw CommandFault(description: "\(CommandMistake.otherSpace(wanted, here: state.space.name))", range: space?.value.range ?? 0..<4)
        }
    }

    static func isIdle(_ name: String) -> Bool { idle.contains(name) }

    /// Networks and figures are those that the program was started with.
    static func check(file flag: Flag, _ state: State) throws {
        let loaded = state.files.values(of: flag.name)
        guard loaded.contains(flag.value.text) else { throw CommandMistake.otherFile(flag: "--\(flag.name)", loaded: loaded) }
    }

    private static func denoiser(_ text: String, _ state: State) throws -> DenoiserKind {
        guard let kind = DenoiserKind(rawValue: text) else {
            throw SettingError.unknownChoice(name: "--denoiser", value: text, known: DenoiserKind.allCases.map(\.rawValue))
        }
        guard state.catalog?.has(kind) ?? true else { throw CommandMistake.noDenoiser(text) }
        return kind
    }

    private static func take(_ flag: Flag, _ strength: Double, into run: inout PastedRun, _ state: State) throws {
        let value = flag.value.text
        if let option = RunOption(rawValue: flag.name) { return try option.set(value, in: &run.settings, prefix: "--") }
        switch flag.name {
        case "sample": run.sample = Int(try NumberRule.sample.number(value, of: "--sample"))
        case "count": run.count = Int(try NumberRule.count.number(value, of: "--count"))
        case "population": run.count = Int(try NumberRule(whole: 1...Population.largest).number(value, of: "--population"))
        case "page":
            guard let page = Page(rawValue: value) else {
                throw SettingError.unknownChoice(name: "--page", value: value, known: Page.allCases.map(\.rawValue))
            }
            run.page = page
        case "expect":
            guard let digits = StateMark.digits(value) else { throw CommandMistake.noMark(value) }
            run.expected = digits
        case "task": run.task = try TaskName(parsing: value).description
        case "step": run.step = Int(try NumberRule.step.number(value, of: "--step"))
        case "show":
            let names = value.split(separator: ",").map(String.init)
            for name in names { try check(name, state) }
            run.shown = names
        case "guide":
            let tilt = try Tilt(parsing: value)
            try check(tilt.property, state)
            run.settings.guidance.tilts[tilt.property] = tilt.gamma == 0 ? nil : tilt.gamma
        case "aim":
            let aim = try AimText(parsing: value)
            try check(aim.property, state)
            run.settings.guidance.aims[aim.property] = Aim(target: aim.target, strength: aim.strength ?? strength)
        case _ where ModelFiles.options.contains(flag.name): try check(file: flag, state)
        case _ where idle.contains(flag.name): break
        default: throw CommandFault(description: "\(CommandMistake.unknownFlag("--\(flag.name)"))", range: flag.range)
        }
    }

    private static func check(_ property: String, _ state: State) throws {
        guard let catalog = state.catalog, catalog[property] == nil else { return }
        throw CommandMistake.unknownProperty(
            property, nearest: FuzzyMatch.nearest(to: property, among: catalog.entries.map(\.info.name)))
    }
}
