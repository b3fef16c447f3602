import Architectures
import Diffusion
import Foundation
import Lessons

/// What checks see of the explorer.
package struct LessonSight: LessonView {
    let state: State
    let answer: String?
    let keys: Int

    package init(_ state: State) { self.init(state, answer: state.lesson?.answer) }

    package init(_ state: State, answer: String?) { (self.state, self.answer, keys) = (state, answer, state.lesson?.keys ?? 0) }

    private var snapshot: Snapshot? { state.branch?.snapshot(at: state.position) }

    package func number(_ quantity: LessonQuantity) -> Double? {
        switch quantity {
        case .plain(let plain): number(plain)
        case .of(let named, let name): number(named, name == LessonQuantity.selected ? state.selectedProperty ?? name : name)
        }
    }

    private func number(_ plain: LessonQuantity.Plain) -> Double? {
        let settings = state.branch?.settings
        switch plain {
        case .step: return state.branch.map { Double(min(state.position, $0.total)) }
        case .steps: return settings.map { Double($0.steps) }
        case .passes: return settings.map { Double($0.passes) }
        case .sigma: return snapshot?.sigma
        case .seed: return settings.map { Double($0.seed) }
        case .samples: return Double(state.population.size)
        case .branches: return Double(state.branches.count)
        case .settled: return snapshot.map { Double($0.settled.count) }
        case .edges: return snapshot?.decoded.architecture.map { Double($0.edges.count { $0 }) }
        case .steered: return settings.map { Double($0.guidance.properties.count) }
        case .distinct: return moment.map { Double($0.step.diversity.distinct) }
        case .valid: return moment.map { Double($0.step.diversity.count) }
        case .posterior: return picked.flatMap(exact).map { $0 * 100 }
        case .estimate: return picked.map { $0.learned * 100 }
        case .difference: return picked.flatMap { row in exact(row).map { abs(row.learned - $0) * 100 } }
        case .change: return change
        case .noisy: return entry.map { Double($0.noisy) }
        case .clean: return entry.map { Double($0.clean) }
        case .score: return entry.flatMap { entry in snapshot.map { (Double(entry.clean) - Double(entry.noisy)) / ($0.step.sigma * $0.step.sigma) } }
        case .entropy: return snapshot?.step.entropy
        case .time: return snapshot.map { $0.isEnd ? 0 : $0.step.t }
        case .evaluations: return state.race.lead.map { Double($0.evaluations.count) }
        case .best: return state.race.lead.flatMap { lead in state.race.goal.flatMap { lead.best(of: lead.evaluations.count, $0) } }
        case .race: return Double(state.race.seed)
        case .trainings: return trained.map { Double($0.count) }
        case .accuracy: return trained.flatMap { $0.isEmpty ? nil : $0.reduce(0, +) / Double($0.count) }
        case .spread: return trained.flatMap { rows in rows.max().flatMap { most in rows.count < 2 ? nil : rows.min().map { most - $0 } } }
        case .answer: return numbers.first
        case .guessError: return guessError
        case .keys: return Double(keys)
        }
    }

    private func number(_ named: LessonQuantity.Named, _ name: String) -> Double? {
        switch named {
        case .guidance: return state.catalog?[name] == nil ? nil : state.tilt(name)
        case .property:
            guard let snapshot, snapshot.isEnd, snapshot.decoded.isValid, let architecture = snapshot.decoded.architecture else { return nil }
            return state.catalog?[name]?.truth(of: architecture)
        case .predicted:
            guard let snapshot, let place = state.catalog?.place(of: name), let entry = state.catalog?[name] else { return nil }
            return snapshot.estimate(of: entry, at: place)
        case .mean: return moment?.measured(name)?.mean
        case .exactMean: return truth?.properties[name]?.moments?.mean
        case .totalVariation: return moment?.distance(name)?.distance
        case .floor: return moment?.distance(name)?.floor
        case .lost: return lost(name).map { Double($0.count) }
        }
    }

    package func word(_ subject: LessonSubject) -> String? {
        switch subject {
        case .operation(let node):
            guard let place = state.space.words.nodes.firstIndex(of: node), let snapshot else { return nil }
            return state.space.label(ofType: snapshot.choice(at: place).type)
        case .plain(.page): return state.page.rawValue
        case .plain(.space): return state.space.name
        case .plain(.denoiser): return (state.branch?.denoiser ?? state.denoiser).rawValue
        case .plain(.sampler): return state.branch?.settings.sampler.name
        case .plain(.method): return state.population.isTwisted ? GuidanceMethod.twisted.rawValue : state.branch?.settings.guidance.method.rawValue
        case .plain(.sample): return snapshot.map { !$0.isEnd ? "unfinished" : $0.decoded.isValid ? "valid" : "invalid" }
        case .plain(.answer): return answer
        case .plain(.entry): return state.page == .inspect ? state.inspection.cursor.name : nil
        case .plain(.direction): return change.map { $0 > 0 ? "up" : "down" }
        case .plain(.playing): return state.isPlaying ? "yes" : "no"
        case .plain(.leader): return leader
        }
    }
}

extension LessonSight {
    /// The population at its end, where it is on the screen and fits the sliders.
    private var moment: PopulationMoment? {
        guard state.page == .population, let branch = state.branch, let course = state.population.course, course.isComplete else { return nil }
        var ended = state
        ended.here.position = branch.total
        let moment = PopulationMoment(ended)
        return moment.flatMap { $0.isEnd && !$0.isBefore ? $0 : nil }
    }

    private var truth: PopulationTruth? {
        guard state.page == .population, state.population.course?.failure == nil, state.population.course?.steps.isEmpty == false else { return nil }
        return state.population.truth
    }

    /// The accuracies that the cell of the run's end was measured at, in %; nil where there is none, or the task is not read yet.
    private var trained: [Double]? {
        guard state.trainings.card != nil, let cell = state.finalArchitecture?.cell else { return nil }
        return state.trainings.record.trainings(of: state.trainings.trained(cell)).map(\.accuracy)
    }

    /// The table of the inspect page, where it is of the step that is shown.
    private var table: EntryTable? {
        guard state.page == .inspect, let answer = state.inspection.answer,
            answer.subject == state.branch?.subject(at: state.position, sample: state.here.sample)
        else { return nil }
        return EntryTable(state.inspection.cursor, answer)
    }

    /// The entry under the cursor, wherever one is: x̃ = x_t/α and what is expected of it.
    private var entry: (noisy: Float, clean: Float)? {
        guard let step = snapshot?.step else { return nil }
        let index = state.inspection.cursor.index
        guard step.state.indices.contains(index), step.denoised.indices.contains(index) else { return nil }
        return (step.state[index], step.denoised[index])
    }

    private var picked: EntryTable.Row? { table?.rows.first(where: \.isPicked) }

    private var change: Double? {
        guard let snapshot, !snapshot.isEnd, state.page == .inspect else { return nil }
        let index = state.inspection.cursor.index
        guard snapshot.step.state.indices.contains(index), snapshot.step.next.indices.contains(index) else { return nil }
        return Double(snapshot.step.next[index] - snapshot.step.state[index])
    }

    /// The slots that carry an edge now and would not, were a node nothing.
    func lost(_ node: String) -> [Int]? {
        guard let architecture = snapshot?.decoded.architecture, let place = state.space.words.nodes.firstIndex(of: node), let nothing = state.space.absentType
        else { return nil }
        var types = architecture.nodeTypes
        types[place] = nothing
        // The edges follow from the types, whichever they are: of all sets of edges one belongs to them.
        guard let without = state.space.architecture(types: types) else { return nil }
        return architecture.edges.indices.filter { architecture.edges[$0] && !without.edges[$0] }
    }

    private var leader: String? {
        guard let goal = state.race.goal else { return nil }
        let known = state.race.racers.filter { !$0.isBefore }.compactMap { racer in racer.best(of: racer.evaluations.count, goal).map { (racer, $0) } }
        return known.max { goal.sign * $0.1 < goal.sign * $1.1 }?.0.method.strategy.rawValue
    }

    /// The numbers of what was answered.
    private var numbers: [Double] {
        (answer ?? "").split { " ,;%".contains($0) }.compactMap { Double($0) }.filter(\.isFinite)
    }

    /// The odds of the entry's node, in percent, by type in the order of the screen.
    func odds(exact isExact: Bool) -> [(label: String, percent: Double)]? {
        guard let table, state.inspection.cursor.part == .vertices else { return nil }
        let rows = state.space.chosenTypes.compactMap { table.rows.indices.contains($0) ? table.rows[$0] : nil }
        guard rows.allSatisfy({ exact($0) != nil }) else { return nil }
        return rows.map { ($0.label, 100 * (isExact ? exact($0) ?? 0 : $0.learned)) }
    }

    /// By the exact posterior, which is what the exact denoiser says.
    private func exact(_ row: EntryTable.Row) -> Double? { row.exact ?? (table?.denoiser == .exact ? row.learned : nil) }

    /// The noisy numbers of the entry's node, by type in the order of the screen.
    var row: [(label: String, value: Double)]? {
        guard let table, state.inspection.cursor.part == .vertices else { return nil }
        return state.space.chosenTypes.compactMap { type in
            table.rows.indices.contains(type) ? table.rows[type].value.map { (table.rows[type].label, $0) } : nil
        }
    }

    /// How far the furthest of the odds is from the posterior, in points; odds that do not sum to a hundred are scaled.
    private var guessError: Double? {
        guard let odds = odds(exact: true) else { return nil }
        let sum = numbers.reduce(0, +)
        guard numbers.count == odds.count, sum > 0, numbers.allSatisfy({ $0 >= 0 }) else { return .infinity }
        return zip(numbers, odds).map { abs($0 / sum * 100 - $1.percent) }.max()
    }
}

extension SearchSpace {
    /// The architecture of some types, where they alone tell it.
    func architecture(types: [Int]) -> Architecture? {
        guard list != nil, layout.slots.count <= 12 else { return nil }
        for mask in 0..<1 << layout.slots.count {
            let edges = layout.slots.indices.map { mask >> $0 & 1 == 1 }
            if let found = Architecture(types: types, edges: edges, of: self) { return found }
        }
        return nil
    }
}
