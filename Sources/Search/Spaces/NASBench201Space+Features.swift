import Architectures

extension NASBench201Space {
    /// Three groups: operations by edge; *paths*: how often a sequence of operations, none of them `none`, leads from the input to the output
    /// (the path encoding of BANANAS, White et al. 2021); and *structure*: what the cell as a whole is like, each standardised over the space.
    static let featureMap: FeatureMap = {
        let types = Operation.allCases.count
        let sites = Cell.edges.indices.map {
            FeatureMap.Site(first: ($0 + 1) * Cell.layout.typeCount + NodeType.none.rawValue, count: types)
        }
        // Literals: 30 choices, then for each edge whether it is there and whether it is a convolution.
        let present = Cell.edges.indices.map { 30 + 2 * $0 }, convolution = Cell.edges.indices.map { 31 + 2 * $0 }
        let classes = Cell.edges.indices.flatMap { edge in
            [[Operation.skip, .conv1x1, .conv3x3, .averagePool], [.conv1x1, .conv3x3]].map { operations in
                operations.map { edge * types + $0.rawValue }
            }
        }
        let paths = pathPolynomials(types: types)
        let structure = structurePolynomials(types: types, present: present, convolution: convolution)
        let plain = FeatureMap(sites: sites, groups: [("paths", paths), ("structure", structure)], classes: classes)
        return FeatureMap(
            sites: sites, groups: [("paths", paths), ("structure", structure)], classes: classes,
            standardised: moments(of: plain, in: plain.groups[2].range))
    }()

    /// Edges of the paths from feature map 0 to 3, by length.
    private static let routes = [[[3]], [[0, 4], [1, 5]], [[0, 2, 5]]]

    private static func pathPolynomials(types: Int) -> [Polynomial] {
        routes.flatMap { ways in
            sequences(length: ways[0].count).map { sequence in
                Polynomial(
                    terms: ways.map { edges in
                        Polynomial.Term(literals: zip(edges, sequence).map { $0 * types + $1.rawValue })
                    })
            }
        }
    }

    private static func sequences(length: Int) -> [[Operation]] {
        guard length > 0 else { return [[]] }
        return sequences(length: length - 1).flatMap { start in
            Operation.allCases.filter { $0 != .none }.map { start + [$0] }
        }
    }

    /// Parameters; live edges of each operation; paths, paths with a convolution; the most and fewest convolutions on a path; whether
    /// there is no live convolution, and no path.
    private static func structurePolynomials(types: Int, present: [Int], convolution: [Int]) -> [Polynomial] {
        let paths = routes.flatMap { $0 }
        let isThere = present.map { [$0] }
        func isPath(_ path: [Int], _ levels: [Int]) -> Bool { path.allSatisfy { levels[$0] > 0 } }

        let parameters = Polynomial(
            terms: Cell.edges.indices.flatMap { edge in
                [(Operation.conv1x1, 0.028), (.conv3x3, 0.24304)].map { operation, millions in
                    Polynomial.Term(weight: millions, literals: [edge * types + operation.rawValue])
                }
            })
        let live = [Operation.skip, .conv1x1, .conv3x3, .averagePool].map { operation in
            Polynomial(
                terms: Cell.edges.indices.flatMap { edge in
                    // Whether the rest of a path is there, and the operation of this edge.
                    var rest = isThere
                    rest[edge] = []
                    let others = Polynomial(levels: rest) { levels in
                        paths.contains { $0.contains(edge) && isPath($0.filter { $0 != edge }, levels) } ? 1 : 0
                    }
                    return others.terms.map {
                        Polynomial.Term(weight: $0.weight, literals: $0.literals + [edge * types + operation.rawValue])
                    }
                })
        }
        let both = zip(present, convolution).map { [$0, $1] }
        /// The convolutions on each path that is there.
        func depths(_ levels: [Int]) -> [Int] {
            paths.filter { isPath($0, levels) }.map { $0.count { levels[$0] == 2 } }
        }
        return [parameters] + live + [
            Polynomial(levels: isThere) { levels in Double(paths.count { isPath($0, levels) }) },
            Polynomial(levels: both) { Double(depths($0).count { $0 > 0 }) },
            Polynomial(levels: both) { Double(depths($0).max() ?? 0) },
            Polynomial(levels: both) { Double(depths($0).min() ?? 4) },
            Polynomial(levels: both) { depths($0).contains { $0 > 0 } ? 0 : 1 },
            Polynomial(levels: isThere) { levels in paths.contains { isPath($0, levels) } ? 0 : 1 },
        ]
    }

    private static func moments(of map: FeatureMap, in range: Range<Int>) -> [Int: (mean: Double, deviation: Double)] {
        var sums = [Double](repeating: 0, count: map.count), squares = sums
        var choices = [Float](repeating: 0, count: map.choiceCount), row = [Float](repeating: 0, count: map.count)
        for cell in Cell.all {
            for (edge, first) in map.firstChoices.enumerated() {
                for k in 0..<5 { choices[first + k] = cell[edge].rawValue == k ? 1 : 0 }
            }
            map.expectation(choices, into: &row)
            for i in range {
                sums[i] += Double(row[i])
                squares[i] += Double(row[i]) * Double(row[i])
            }
        }
        let count = Double(Cell.count)
        return Dictionary(
            uniqueKeysWithValues: range.map { i in
                let mean = sums[i] / count
                return (i, (mean, max(1e-12, squares[i] / count - mean * mean).squareRoot()))
            })
    }
}
