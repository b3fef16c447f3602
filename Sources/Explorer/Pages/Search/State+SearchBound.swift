import Architectures
import Diffusion
import Search

extension State {
    /// What there is to find in a property, within the bound.
    func goal(of entry: Catalog.Entry) -> SearchGoal? {
        guard let bound = here.race.bound, let figures = catalog?[bound.column]?.figures else { return SearchGoal(entry) }
        return SearchGoal(entry) { bound.holds(figures[$0]) }
    }

    /// Why a bound cannot be: nothing that is measured keeps it; nil where something does, or where nobody knows.
    func mistake(ofBounding column: String, at value: Double) -> CommandMistake? {
        guard let entry = catalog?[column], let figures = entry.figures?.filter(\.isFinite), let low = figures.min(), let high = figures.max() else { return nil }
        let bound = Constraint(column: column, relation: entry.info.higherIsBetter ? .greaterOrEqual : .lessOrEqual, bound: value)
        guard !bound.holds(low), !bound.holds(high) else { return nil }
        return .nothingWithin(bound.words(entry.info), low: entry.info.told(low), high: entry.info.told(high))
    }

    /// Sets a bound where better begins: at most where less is better, else at least. The race starts anew.
    mutating func boundSearch(_ column: String, at value: Double) {
        page = .search
        guard let info = catalog?[column]?.info else { return }
        let bound = Constraint(column: column, relation: info.higherIsBetter ? .greaterOrEqual : .lessOrEqual, bound: value)
        guard here.race.bound != bound else { return }
        keepRace()
        here.race.bound = bound
        searchAgain()
        say("only with \(bound.words(info)); :bound takes another, :unbound none")
    }

    mutating func unboundSearch() {
        guard here.race.bound != nil else { return say("there is no bound: b sets one, :bound any") }
        keepRace()
        here.race.bound = nil
        searchAgain()
        say("no bound")
    }

    /// A bound that half of the space keeps, or none.
    mutating func toggleSearchBound() {
        guard here.race.bound == nil else { return unboundSearch() }
        let others = searchable.filter { $0 != here.race.objective.map { SearchObjective($0).column } }
        let usual = ["latency_ms_pixel3", "latency_ms_note10"] + others.filter { $0.hasPrefix("latency") } + ["params_m", "macs_m"]
        guard let column = usual.first(where: others.contains), let entry = catalog?[column] else {
            return say("nothing else is known to bound: bring a table with --table")
        }
        // As many digits as are shown, so that what is read and what is copied says what holds; and what stands at the middle keeps it.
        let unit = SearchScale.power(entry.info.decimals)
        let middle = (entry.scale.value(at: 0) * unit).rounded(entry.info.higherIsBetter ? .down : .up) / unit
        boundSearch(column, at: middle)
    }
}

extension Constraint {
    /// `latency_ms_note10 ≤ 38.20 ms`
    func words(_ info: PropertyInfo) -> String { "\(column) \(isUpper ? "≤" : "≥") \(info.format(bound))" }
}
