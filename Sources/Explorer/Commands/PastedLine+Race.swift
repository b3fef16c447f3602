import Architectures
import Diffusion
import Search

extension PastedLine {
    /// Options of the command that say nothing of a race of the explorer, or what it has anyway.
    private static let usual = ["initial": "\(RaceCourse.initial)", "budget": "\(RaceCourse.budget)", "surrogate": "gp", "seeds": "1"]

    /// - Throws: `CommandFault`
    func race(in state: State) throws -> PastedRace {
        var race = PastedRace(objective: "")
        var isNamed = false
        try checkSpace(in: state)
        for flag in flags where flag.name != "space" {
            let value = flag.value.text
            try CommandTable.attributed(to: flag.value.range) {
                switch flag.name {
                case "objective":
                    let wanted = SearchObjective(value)
                    race.objective = wanted.of(try Self.searchable(wanted.column, state))
                    isNamed = true
                case "constraint":
                    race.bound = try Self.bound(value, state)
                case "strategy":
                    let first = value.split(separator: ",").first.map(String.init) ?? value
                    race.method.strategy = try Self.choice(first, of: flag)
                case "acquisition": race.method.acquisition = try Self.choice(value, of: flag)
                case "gamma": race.method.gamma = try NumberRule(SearchMethod.gammas).number(value, of: "--gamma")
                case "batch": race.batch = Int(try RaceCourse.batchRule.number(value, of: "--batch"))
                case "seed":
                    var settings = RunSettings()
                    try RunOption.seed.set(value, in: &settings, prefix: "--")
                    race.seed = settings.seed
                case _ where ModelFiles.options.contains(flag.name): try Self.check(file: flag, state)
                case _ where Self.isIdle(flag.name): break
                default:
                    guard let only = Self.usual[flag.name] else { throw CommandMistake.unknownFlag("--\(flag.name)") }
                    guard value == only else {
                        throw SettingError.outOfRange(name: "--\(flag.name)", value: value, rule: "\(only) in the explorer; the shell takes others")
                    }
                }
            }
        }
        guard isNamed else { throw CommandFault(description: "\(CommandMistake.missing("--objective", of: "dnag search bo"))", range: length..<length) }
        return race
    }

    private static func searchable(_ name: String, _ state: State) throws -> String {
        guard state.searchable.contains(name) else {
            throw CommandMistake.unknownProperty(name, nearest: FuzzyMatch.nearest(to: name, among: state.searchable))
        }
        return name
    }

    private static func bound(_ text: String, _ state: State) throws -> Constraint {
        for relation in Constraint.Relation.allCases.sorted(by: { $0.rawValue.count > $1.rawValue.count }) {
            guard let place = text.range(of: relation.rawValue) else { continue }
            let value = try NumberRule.target.number(String(text[place.upperBound...]), of: "--constraint")
            return Constraint(column: try searchable(String(text[..<place.lowerBound]), state), relation: relation, bound: value)
        }
        throw SettingError.outOfRange(name: "--constraint", value: text, rule: "NAME<=NUMBER or NAME>=NUMBER")
    }

    private static func choice<Choice: CaseIterable & RawRepresentable<String>>(_ text: String, of flag: Flag) throws -> Choice {
        guard let choice = Choice(rawValue: text) else {
            throw SettingError.unknownChoice(name: "--\(flag.name)", value: text, known: Choice.allCases.map(\.rawValue))
        }
        return choice
    }
}
