extension PlanBuilder {
    /// `x·W`, W: [x.columns, outputs], without bias: a weight stored the other way round than `linear`'s.
    public mutating func multiply(_ x: Value, _ name: String, outputs: Int) -> Value {
        let weight = layout.add(name, [x.columns, outputs], .scaled(fanIn: x.columns, gain: 1))
        let y = value(x.rows, outputs, from: [x])
        steps.append(.multiply(x: x, y: y, weight: weight, byRows: outputs % 8 == 0 && Self.hasRowKernel))
        return y
    }

    /// The mean over each sample's nodes: [samples, columns].
    public mutating func meanOverNodes(_ x: Value, nodes: Int) -> Value {
        precondition(x.rows % nodes == 0)
        let y = value(x.rows / nodes, x.columns, from: [x])
        steps.append(.meanOverNodes(x: x, y: y, nodes: nodes))
        return y
    }

    /// `(relu(A·f) + relu(B·g))/2` for each sample: what every node gathers along its edges and against them (Wen et al. 2020).
    /// - Parameters:
    ///   - along, against: A and B of each sample, [samples·nodes, nodes]
    ///   - f, g: [samples·nodes, columns]
    public mutating func gather(along: Value, _ f: Value, against: Value, _ g: Value) -> Value {
        precondition(along.rows == f.rows && f.rows % along.columns == 0 && f.rows == g.rows && f.columns == g.columns)
        precondition(against.rows == along.rows && against.columns == along.columns)
        let sums = (0..<2).map { _ in scratch(f.rows, f.columns) }
        let y = value(f.rows, f.columns, from: [along, f, against, g])
        steps.append(
            .gather(
                along: GatheredWay(matrix: along, x: f, sums: sums[0]),
                against: GatheredWay(matrix: against, x: g, sums: sums[1]), y: y))
        return y
    }

    /// Adds a fixed table [nodes, columns], repeated for every sample; nothing in it is learned.
    public mutating func addConstants(_ x: Value, table: [Float]) -> Value {
        precondition(!table.isEmpty && x.count % table.count == 0 && table.count % x.columns == 0)
        let y = value(x.rows, x.columns, from: [x])
        steps.append(.addConstants(x: x, y: y, constants: constants.count, count: table.count))
        constants += table
        return y
    }
}
