import Architectures
import Diffusion

extension EvaluateGuidance {
    /// The suite over the space that is named, or over all that come with the program.
    func suiteReport(_ gammas: [Double]) throws -> GuidanceSuiteReport {
        let spaces = isSpaceNamed ? [model.space] : SearchSpace.builtIn
        let known = try spaces.map { space in try Known(of: space, model, tables, isOnly: spaces.count == 1) }
        try checkNamedTables(spaces)
        let properties = GuidanceSuite.shares(GuidanceSuite.properties, among: known.map(\.names.count))
        let joints = GuidanceSuite.shares(GuidanceSuite.joints, among: known.map { $0.names.count < 2 ? 0 : GuidanceSuite.joints })
        let courses = try known.enumerated().map { place, known in
            GuidanceSuite.Course(
                space: known.space, models: known.models, singles: try GuidanceSuite.spread(known.names, properties[place]).map { try known.direction([($0, 1)]) },
                joints: try (0..<joints[place]).map { try known.direction(GuidanceSuite.joint($0, of: known.names, in: known.space)) })
        }
        let suite = GuidanceSuite(
            count: count, gammas: gammas, seeds: seeds, method: method.values.first ?? .auto, order: order.values.first ?? .second, sampling: sampling)
        return try suite.report(courses)
    }

    private var isSpaceNamed: Bool { StartLine.keys(in: TypedLine.arguments(of: "evaluate")).contains("space") }

    /// A table that is named has to be of one of the spaces.
    private func checkNamedTables(_ spaces: [SearchSpace]) throws {
        guard spaces.count > 1 else { return }
        for entry in tables.table where !spaces.contains(where: { Known.reads(entry, of: $0) }) {
            var single = tables
            single.table = [entry]
            _ = try single.load(of: spaces[0])
        }
    }

    /// What can be steered in a space and is known exactly.
    private struct Known {
        let space: SearchSpace
        let models: Models
        let names: [String]
        private let columns: [BenchmarkTable.Column]
        private let sums: [FactoredProperty]
        private let targets: FactoredTargets?

        init(of space: SearchSpace, _ options: ModelOptions, _ tables: TableOptions, isOnly: Bool) throws {
            var model = options, own = tables
            model.space = space
            if !isOnly { own.table = tables.table.filter { Self.reads($0, of: space) } }
            let set = try own.load(of: space)
            models = try model.networks(tables: set)
            sums = try EmbeddedModels.additiveProperties(of: space)
            let steered = Set((models.tiltable?.properties ?? []).map(\.name)).union((models.predictor?.properties ?? []).map(\.name))
            columns = space.isListed ? set.columns.filter { steered.contains($0.name) && (try? set.tiltable($0.name)) != nil } : []
            targets = try EmbeddedModels.targets(of: space)
            names = columns.map(\.name) + (targets?.properties.map(\.info.name) ?? sums.map(\.info.name)).filter(steered.contains)
            self.space = space
        }

        static func reads(_ entry: String, of space: SearchSpace) -> Bool {
            var single = TableOptions()
            single.table = [entry]
            return (try? single.load(of: space, isQuiet: true)) != nil
        }

        func direction(_ weights: [(name: String, gamma: Double)]) throws -> TiltDirection {
            let names = weights.map(\.name), gammas = weights.map(\.gamma)
            let isSum = names.allSatisfy { name in sums.contains { $0.info.name == name } }
            if !isSum, let targets { return TiltDirection(names, of: targets, weights: gammas) }
            guard space.isListed else { return TiltDirection(names.compactMap { name in sums.first { $0.info.name == name } }, weights: gammas) }
            return TiltDirection(names.compactMap { name in columns.first { $0.name == name } }, weights: gammas)
        }
    }
}
