extension State {
    /// Carries out what a key of the search page asks for.
    mutating func performInSearch(_ action: Action) -> [Effect] {
        switch action {
        case .searchRun: runOrPauseSearch()
        case .searchRound: searchOneRound()
        case .searchAgain: searchAgain()
        case .searchSeed:
            searchAgain(seed: race.seed &+ 1)
            say("seed \(race.seed)")
        case .searchUp: pickEvaluation(by: -1)
        case .searchDown: pickEvaluation(by: 1)
        case .searchPageUp: pickEvaluation(by: -10)
        case .searchPageDown: pickEvaluation(by: 10)
        case .searchFirst: pickEvaluation(by: -1_000_000)
        case .searchLast: pickEvaluation(by: 1_000_000)
        case .searchDive: return diveFromSearch()
        case .searchStrategy: nextSearchStrategy()
        case .searchAcquisition: nextAcquisition()
        case .searchStronger: strengthenSearch(by: 1)
        case .searchWeaker: strengthenSearch(by: -1)
        case .searchLarger: resizeBatch(by: 1)
        case .searchSmaller: resizeBatch(by: -1)
        case .searchObjective: nextSearchObjective()
        case .searchBound: toggleSearchBound()
        default: break
        }
        return []
    }
}
