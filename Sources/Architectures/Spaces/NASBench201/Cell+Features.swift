extension Cell {
    /// *Paths*: how often a sequence of operations, none of them `none`, leads from the input to the output (the path encoding of BANANAS,
    /// White et al. 2021); and *structure*: what the cell as a whole is like.
    static var features: SpaceFeatures {
        let types = Operation.allCases.count
        // Literals: 30 choices, then for each edge whether it is there and whether it is a convolution.
        let choices = edges.count * types
        let present = edges.indices.map { choices + 2 * $0 }, convolution = edges.indices.map { choices + 1 + 2 * $0 }
        let classes = edges.indices.flatMap { edge in
            [[Operation.skip, .conv1x1, .conv3x3, .averagePool], [.conv1x1, .conv3x3]].map { operations in
                operations.map { edge * types + $0.rawValue }
            }
        }
        return SpaceFeatures(
            [
                .init("paths", pathPolynomials(types: types), isStandardised: false),
                .init("structure", structurePolynomials(types: types, present: present, convolution: convolution), isStandardised: true),
            ], classes: classes)
    }

    /// Edges of the paths from feature map 0 to 3, by length.
    private static let routes = [[[3]], [[0, 4], [1, 5]], [[0, 2, 5]]]

    private static func pathPolynomials(types: Int) -> [Polynomial] {
        routes.flatMap { ways in
            sequences(length: ways[0].count).map { sequence in
                Polynomial(
                    terms: ways.map { way in
                        Polynomial.Term(literals: zip(way, sequence).map { $0 * types + $1.rawValue })
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
            terms: edges.indices.flatMap { edge in
                [(Operation.conv1x1, 0.028), (.conv3x3, 0.24304)].map { operation, millions in
                    Polynomial.Term(weight: millions, literals: [edge * types + operation.rawValue])
                }
            })
        let live = [Operation.skip, .conv1x1, .conv3x3, .averagePool].map { operation in
            Polynomial(
                terms: edges.indices.flatMap { edge in
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
}
