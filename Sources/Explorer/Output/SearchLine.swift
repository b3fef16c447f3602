import Architectures
import Diffusion
import Search

extension ReproductionLine {
    /// The commands whose searches are those of a race: one for each acquisition in it, since a line has one for all its strategies.
    /// A course that was steered is told by what it is steered to, and from when on.
    static func lines(
        of race: SearchRace, in space: SearchSpace, denoiser: DenoiserKind, files: ModelFiles, lacksFigures: Bool = false
    ) -> [String] {
        guard let objective = race.objective, let lead = race.lead else { return [] }
        let racers = race.racers.filter { $0.id != lead.id || $0.forks.isEmpty }
        var groups: [(acquisition: SearchMethod.Acquisition?, methods: [SearchMethod])] = []
        for method in racers.map(\.method) {
            let acquisition = method.strategy.hasModel ? method.acquisition : nil
            // What has no acquisition goes with any.
            if let place = groups.firstIndex(where: { $0.acquisition == acquisition || acquisition == nil || $0.acquisition == nil }) {
                groups[place].acquisition = groups[place].acquisition ?? acquisition
                groups[place].methods.append(method)
            } else {
                groups.append((acquisition, [method]))
            }
        }
        var lines = groups.map { command($0.acquisition, $0.methods, objective, race, space, files) + (lacksFigures ? " --allow-missing" : "") }
        if let fork = lead.forks.last { lines.append("# from evaluation \(fork) on the first search is \(lead.method.words)") }
        if denoiser == .exact, racers.contains(where: { $0.method.strategy == .guided }) {
            lines.append("# here guided draws with the exact denoiser; the line with the trained one")
        }
        return lines
    }

    private static func command(
        _ acquisition: SearchMethod.Acquisition?, _ methods: [SearchMethod], _ objective: String, _ race: SearchRace, _ space: SearchSpace,
        _ files: ModelFiles
    ) -> String {
        var words = ["dnag search bo"]
        if space != .nasbench201 { words.append("--space \(space.rawValue)") }
        words += files.flags(for: .learned).filter { $0.hasPrefix("--table") || $0.hasPrefix("--denoiser-file") }
        words.append("--objective \(objective)")
        if let bound = race.bound { words.append("--constraint '\(bound.column)\(bound.relation.rawValue)\(NumberRule.text(bound.bound))'") }
        words.append("--strategy \(methods.map(\.strategy.rawValue).joined(separator: ","))")
        if let acquisition { words.append("--acquisition \(acquisition.rawValue)") }
        if let guided = methods.first(where: { $0.strategy == .guided }) { words.append("--gamma \(NumberRule.text(guided.gamma))") }
        words += ["--initial \(SearchRace.initial)", "--batch \(race.batch)", "--budget \(SearchRace.budget)", "--seed \(race.seed)"]
        return words.joined(separator: " ")
    }
}

extension State {
    /// The lines that reproduce what the page shows: the race, or the run.
    public var reproductionLines: [String] {
        if page == .search {
            let columns = [race.objective, race.bound?.column].compactMap { $0.flatMap { catalog?[$0] } }
            return ReproductionLine.lines(
                of: race, in: space, denoiser: branch?.denoiser ?? denoiser, files: files,
                lacksFigures: columns.contains { $0.figures?.contains(where: \.isNaN) ?? false })
        }
        return branch.map { ReproductionLine.lines(of: $0, sample: sample, files: files) } ?? []
    }
}
