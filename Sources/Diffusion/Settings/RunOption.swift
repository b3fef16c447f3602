/// The settings of a run that are one word each, by the name that they have as an option of the command line and as a command
/// of the explorer.
public enum RunOption: String, Sendable, Hashable, CaseIterable {
    case seed, steps, sampler, churn, sde, schedule
    case sigmaMax = "sigma-max"
    case sigmaMin = "sigma-min"
    case corrector
    case correctorSteps = "corrector-steps"
    case correctorRatio = "corrector-ratio"
    case correctorNorm = "corrector-norm"
    case method, order, place, unit, window

    /// What a value may be.
    public enum Domain: Sendable, Hashable {
        case choice([String])
        case number(NumberRule)
        /// A whole number of 64 bits.
        case seed
        case window
    }

    public var domain: Domain {
        switch self {
        case .seed: .seed
        case .steps: .number(.steps)
        case .sampler: .choice(Sampler.choices.map(\.name))
        case .churn: .number(.churn)
        case .sde: .choice(SDE.Kind.allCases.map(\.rawValue))
        case .schedule: .choice(NoiseSchedule.Spacing.allCases.map(\.rawValue))
        case .sigmaMax: .number(NumberRule(0...1000, isOpenBelow: true))
        case .sigmaMin: .number(.sigmaMin)
        case .corrector: .choice(["none", "langevin"])
        case .correctorSteps: .number(.correctorSteps)
        case .correctorRatio: .number(.correctorRatio)
        case .correctorNorm: .choice(Corrector.Norm.allCases.map(\.rawValue))
        case .method: .choice(GuidanceMethod.allCases.map(\.rawValue))
        case .order: .choice(GuidanceOrder.allCases.map(\.rawValue))
        case .place: .choice(GuidancePlace.allCases.map(\.rawValue))
        case .unit: .choice(TiltUnit.allCases.map(\.rawValue))
        case .window: .window
        }
    }

    /// The value that settings have, in the words that `set` takes; nil where there is none (no corrector, no steps of it).
    public func value(in settings: RunSettings) -> String? {
        switch self {
        case .seed: String(settings.seed)
        case .steps: String(settings.steps)
        case .sampler: settings.sampler.name
        case .churn: "\(settings.churn)"
        case .sde: settings.sde.rawValue
        case .schedule: settings.schedule.spacing.rawValue
        case .sigmaMax: "\(settings.schedule.sigmaMax)"
        case .sigmaMin: "\(settings.schedule.sigmaMin)"
        case .corrector: settings.corrector == nil ? "none" : "langevin"
        case .correctorSteps: settings.corrector.map { String($0.steps) }
        case .correctorRatio: settings.corrector.map { "\($0.ratio)" }
        case .correctorNorm: settings.corrector?.norm.rawValue
        case .method: settings.guidance.method.rawValue
        case .order: settings.guidance.order.rawValue
        case .place: settings.guidance.place.rawValue
        case .unit: settings.guidance.unit.rawValue
        case .window: GuidanceWindow(range: settings.guidance.window).description
        }
    }

    /// Sets the value. What it has to do with the other settings `RunSettings.check` says, once all are set. A property of the
    /// corrector has no effect where there is none.
    /// - Parameter prefix: what the option's name begins with in an error: `--` on the command line
    /// - Throws: `SettingError`, `GuidanceError.malformedWindow`
    public func set(_ text: String, in settings: inout RunSettings, prefix: String = "") throws {
        let name = prefix + rawValue
        func choice<Choice: CaseIterable & RawRepresentable>() throws -> Choice where Choice.RawValue == String {
            guard let choice = Choice(rawValue: text) else {
                throw SettingError.unknownChoice(name: name, value: text, known: Choice.allCases.map(\.rawValue))
            }
            return choice
        }
        func number() throws -> Double {
            guard case .number(let rule) = domain else { return .nan }
            return try rule.number(text, of: name)
        }
        switch self {
        case .seed:
            guard let seed = UInt64(text) else {
                throw SettingError.notANumber(name: name, value: text, rule: "between 0 and \(UInt64.max)", isWhole: true)
            }
            settings.seed = seed
        case .steps: settings.steps = Int(try number())
        case .sampler: settings.sampler = try choice()
        case .churn: settings.churn = try number()
        case .sde: settings.sde = try choice()
        case .schedule: settings.schedule.spacing = try choice()
        case .sigmaMax: settings.schedule.sigmaMax = try number()
        case .sigmaMin: settings.schedule.sigmaMin = try number()
        case .corrector:
            guard case .choice(let known) = domain, known.contains(text) else {
                throw SettingError.unknownChoice(name: name, value: text, known: ["none", "langevin"])
            }
            settings.corrector = text == "none" ? nil : settings.corrector ?? Corrector()
        case .correctorSteps:
            let steps = Int(try number())
            settings.corrector?.steps = steps
        case .correctorRatio:
            let ratio = try number()
            settings.corrector?.ratio = ratio
        case .correctorNorm:
            let norm: Corrector.Norm = try choice()
            settings.corrector?.norm = norm
        case .method: settings.guidance.method = try choice()
        case .order: settings.guidance.order = try choice()
        case .place: settings.guidance.place = try choice()
        case .unit: settings.guidance.unit = try choice()
        case .window: settings.guidance.window = try GuidanceWindow(parsing: text).range
        }
    }
}
