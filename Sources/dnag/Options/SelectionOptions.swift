import Architectures
import ArgumentParser
import Diffusion

/// Which of the drawn architectures are written, and in which order.
struct SelectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            A bound that must hold, with <, <=, > or >=, in the property's own unit; by what was measured or counted where that is known, else by the predictor. \
            Repeatable. Samples are drawn until --count of them hold.
            """, valueName: "property<bound"),
        transform: Constraint.init(requirement:))
    var require: [Constraint] = []

    @Flag(help: "Distinct architectures alone: samples are drawn until there are --count of them.")
    var unique = false

    @Option(
        help: ArgumentHelp("Write the best by a property first; min: or max: says which end that is, else the property does.", valueName: "[min:|max:]property"),
        transform: FigureOrder.init(parsing:))
    var sort: FigureOrder?

    @Option(help: ArgumentHelp("Write the best of the --count architectures alone, as many as this; needs --sort.", valueName: "count"))
    var top: Int?

    @Option(
        help: ArgumentHelp(
            "How many samples may be drawn where --require, --unique or --top choose among them. (default: \(SelectionRules.usualEffort) × --count)", valueName: "count"))
    var limit: Int?

    var rules: SelectionRules { SelectionRules(requirements: require, isUnique: unique, order: sort, top: top) }

    /// - Throws: `ValidationError`
    func check(count: Int) throws {
        do { try rules.check(count: count, limit: limit) } catch { throw ValidationError("\(error)") }
    }

    /// Where the figures of the properties come from.
    /// - Parameters:
    ///   - networks: of a space without a list: what is exactly a sum over its parts
    ///   - predictor: what speaks where nothing was measured
    /// - Throws: `SelectionError.unknownProperty`
    func lookup(in space: SearchSpace, tables: TableSet, networks: [FactoredProperty], predictor: (any Predictor)?) throws -> FigureLookup {
        let predicted = predictor?.properties ?? []
        var sources: [String: FigureLookup.Source] = [:]
        for name in rules.properties {
            let own = predicted.first { $0.name == name }
            let column = space.isListed ? try? tables.source(name).spelled : nil, sum = networks.first { $0.info.name == name }
            guard let info = column?.info ?? sum?.info ?? own else {
                let known = (space.isListed ? tables.columns.map(\.name) : networks.map(\.info.name)) + predicted.map(\.name)
                var seen: Set<String> = []
                throw SelectionError.unknownProperty(
                    name, option: require.contains { $0.column == name } ? "--require" : "--sort", known: known.filter { seen.insert($0).inserted })
            }
            sources[name] = .init(info: info, values: column?.values, sum: sum?.figure, isPredicted: own != nil)
        }
        return FigureLookup(of: space, sources)
    }
}
