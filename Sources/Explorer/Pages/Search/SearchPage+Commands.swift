import Architectures
import Search

extension SearchPage {
    var commands: [CommandTable.Entry] {
        [
            .init(
                "search",
                [
                    .init("NAME", .objective, isOptional: true),
                    .init("WAY", .choice(SearchMethod.Strategy.allCases.map(\.rawValue)), isOptional: true),
                    .init("ACQ", .choice(SearchMethod.Acquisition.allCases.map(\.rawValue)), isOptional: true),
                    .init("BATCH", .number(RaceCourse.batchRule), isOptional: true),
                ], "search for the best, or min:NAME", now: { $0.race.objective ?? "" }
            ) {
                .search(
                    objective: $0.has(0) ? $0.word(0) : nil, strategy: SearchMethod.Strategy(rawValue: $0.word(1)),
                    acquisition: SearchMethod.Acquisition(rawValue: $0.word(2)), batch: $0.has(3) ? Int($0.number(3)) : nil)
            },
            .init("bound", [.init("NAME", .searchable), .init("VALUE", .target)], "search only within a bound", now: { $0.race.bound?.column ?? "" }) {
                .bound($0.word(0), $0.number(1))
            },
            .init("unbound", [], "search without a bound") { _ in .unbound },
        ]
    }

    func execute(_ command: Command, in state: inout State, fault: (String, Int) -> CommandFault) throws -> [Effect]? {
        switch command {
        case .search(let objective, let strategy, let acquisition, let batch):
            if strategy?.needsAll ?? false, !state.space.isListed {
                throw fault("\(SearchError.notEnumerable(strategy: "exhaustive", space: state.space.name))", 2)
            }
            state.search(for: objective, by: strategy, acquisition, batch: batch)
        case .bound(let property, let value):
            if let mistake = state.mistake(ofBounding: property, at: value) { throw fault("\(mistake)", 2) }
            state.boundSearch(property, at: value)
        case .unbound: state.unboundSearch()
        case .race(let race): state.become(race)
        default: return nil
        }
        return []
    }
}
