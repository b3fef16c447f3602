extension PlanBuilder {
    /// `x·W`, W: [x.columns, outputs], without bias: a weight stored the other way round than `linear`'s.
    public mutating func multiply(_ x: Value, _ name: String, outputs: Int) -> Value {
        let weight = layout.add(name, [x.columns, outputs], .scaled(fanIn: x.columns, gain: 1))
        let y = value(x.rows, outputs, from: [x])
        steps.append(.multiply(x: x, y: y, weight: weight))
        return y
    }

    /// The mean over each sample's nodes: [samples, columns].
    public mutating func meanOverNodes(_ x: Value, nodes: Int) -> Value {
        precondition(x.rows % nodes == 0)
        let y = value(x.rows / nodes, x.columns, from: [x])
        steps.append(.meanOverNodes(x: x, y: y, nodes: nodes))
        return y
    }

    /// `A·x` for each sample, or `Aᵀ·x`: what every node gathers from its neighbours.
    /// - Parameter matrix: A of each sample, [samples·nodes, nodes]
    public mutating func sampleProduct(_ matrix: Value, _ x: Value, transposed: Bool = false) -> Value {
        precondition(matrix.rows == x.rows && x.rows % matrix.columns == 0)
        let y = value(x.rows, x.columns, from: [matrix, x])
        steps.append(.sampleProduct(matrix: matrix, x: x, y: y, transposed: transposed))
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
