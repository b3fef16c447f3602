import Architectures
import Diffusion
import Platform
import Tensors

extension FeatureMap {
    /// Choices, and what the space says is worth knowing; where it says nothing, what follows from its graph.
    init(of space: SearchSpace) {
        let layout = space.layout
        let rows = space.choices.map { node in
            Site(first: node * layout.typeCount + space.chosenTypes.lowerBound, count: space.chosenTypes.count)
        }
        let slots = space.untoldSlots
        let sites = rows + slots.map { Site(slot: layout.vertexDimension + $0) }
        let known = space.features ?? space.graphFeatures(slots)
        func map(_ standardised: [Int: (mean: Double, deviation: Double)] = [:]) -> FeatureMap {
            FeatureMap(
                sites: sites, groups: known.groups.map { ($0.name, $0.features) }, classes: known.classes, standardised: standardised)
        }
        let plain = map()
        var moments: [Int: (mean: Double, deviation: Double)] = [:]
        for (group, range) in zip(known.groups, plain.groups.dropFirst().map(\.range)) where group.isStandardised {
            let found = plain.linearMoments(group.features, of: space) ?? plain.moments(range, of: space)
            for (place, own) in zip(range, found) { moments[place] = own }
        }
        self = map(moments)
    }

    /// Mean and deviation over a space's own distribution of sums over its rows; nil of other features, and where the space is listed.
    private func linearMoments(_ features: [Polynomial], of space: SearchSpace) -> [(mean: Double, deviation: Double)]? {
        guard !space.isListed, features.allSatisfy({ $0.terms.allSatisfy { $0.literals.count == 1 && $0.literals[0] < choiceCount } }) else {
            return nil
        }
        let entries = sites.flatMap { site in (0..<site.count).map { site.isSlot ? nil : site.first + $0 } }
        guard features.allSatisfy({ $0.terms.allSatisfy { entries[$0.literals[0]] != nil } }) else { return nil }
        return features.map { feature in
            var figure = FactoredFigure(of: space)
            for term in feature.terms { if let entry = entries[term.literals[0]] { figure.types[entry] += term.weight } }
            let spread = FactoredProperty.spread(of: figure)
            return (spread.mean, Self.unit(spread.deviation))
        }
    }

    /// The same of any features: over a list, or over draws where there is none.
    private func moments(_ range: Range<Int>, of space: SearchSpace) -> [(mean: Double, deviation: Double)] {
        let drawn = SearchedSpace(space)
        var generator = PhiloxGenerator(seed: 1)
        let count = drawn.listedCount ?? 4_096
        var sums = [Double](repeating: 0, count: self.count), squares = sums
        for place in 0..<count {
            let architecture = space.isListed ? Architecture(listed: place, of: space) : drawn.draw(using: &generator)
            let row = rows(of: [architecture], stateDimension: space.layout.stateDimension)
            for i in range {
                sums[i] += Double(row[i])
                squares[i] += Double(row[i]) * Double(row[i])
            }
        }
        return range.map { i in
            let mean = sums[i] / Double(count), variance = squares[i] / Double(count) - mean * mean
            return (mean, Self.unit(max(variance, 0).squareRoot()))
        }
    }

    /// What never varies says nothing; in units of its rounding it would.
    private static func unit(_ deviation: Double) -> Double { deviation > 1e-5 ? deviation : 1 }
}
