import Architectures
import Diffusion
import Search

extension ReproductionLine {
    /// The command whose searches are those of a race; nil where no one command has them: it has one acquisition for all its strategies, and
    /// knows neither turns on the way nor the exact denoiser.
    /// - Parameter lacksFigures: whether some architectures have none, which the command wants to be told
    static func command(of race: SearchRace, in space: SearchSpace, denoiser: DenoiserKind, files: ModelFiles, lacksFigures: Bool = false) -> String? {
        guard let objective = race.objective, let lead = race.lead, lead.forks.isEmpty, race.picked == nil else { return nil }
        let methods = race.racers.map(\.method)
        let acquisitions = Set(methods.filter(\.strategy.hasModel).map(\.acquisition))
        guard acquisitions.count <= 1, race.racers.allSatisfy({ $0.keeps(to: race.batch) }) else { return nil }
        guard denoiser != .exact || !methods.contains(where: { $0.strategy == .guided }) else { return nil }
        var words = ["dnag search bo"]
        if space != .usual { words.append("--space \(space.name)") }
        words += files.flags(for: .learned).filter { $0.hasPrefix("--table") || $0.hasPrefix("--denoiser-file") }
        words.append(ShellWord.option("objective", objective))
        if let bound = race.bound {
            words.append("--constraint '\(bound.column)\(bound.relation.rawValue)\(NumberRule.text(bound.bound))'")
        }
        words.append("--strategy \(methods.map(\.strategy.rawValue).joined(separator: ","))")
        if let acquisition = acquisitions.first { words.append("--acquisition \(acquisition.rawValue)") }
        if let guided = methods.first(where: { $0.strategy == .guided }) { words.append("--gamma \(NumberRule.text(guided.gamma))") }
        words += ["--initial \(SearchRace.initial)", "--batch \(race.batch)", "--budget \(SearchRace.budget)", "--seed \(race.seed)"]
        return words.joined(separator: " ") + (lacksFigures ? " --allow-missing" : "")
    }
}

extension SearchRace.Racer {
    /// Whether every round had as many evaluations as this, but for the first, and for the last where the budget ends.
    fileprivate func keeps(to batch: Int) -> Bool {
        var seen = 0
        for round in course {
            for _ in 0..<round.times {
                guard round.count == (seen == 0 ? SearchRace.initial : min(batch, SearchRace.budget - seen)) else { return false }
                seen += round.count
            }
        }
        return true
    }
}

extension State {
    var raceLine: String? {
        let columns = [here.race.objective.map { SearchObjective($0).column }, here.race.bound?.column].compactMap { $0.flatMap { catalog?[$0] } }
        return ReproductionLine.command(
            of: here.race, in: space, denoiser: branch?.denoiser ?? here.denoiser, files: here.files,
            lacksFigures: columns.contains { $0.figures?.contains(where: \.isNaN) ?? false })
    }
}
