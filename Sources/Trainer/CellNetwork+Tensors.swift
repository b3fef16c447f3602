extension CellNetwork {
    /// Names and shapes of all tensors, as in PyTorch: `stem.weight`, `stages.0.0.edge01.norm.running_mean` …
    /// Those of edges that no path passes do not exist.
    package var tensors: [(name: String, shape: [Int])] { plan.entries.map { ($0.name, $0.shape) } }

    /// A tensor's values, row-major; convolutions as outputs, inputs, rows, columns.
    package func values(of tensor: String) -> [Float]? {
        entry(tensor).map { $0.values(in: $0.isStatistic ? memory.statistics : memory.weights) }
    }

    /// The loss's gradient of the last step for a weight; nil for what has none.
    package func gradient(of tensor: String) -> [Float]? {
        guard let entry = entry(tensor), !entry.isStatistic else { return nil }
        return entry.values(in: memory.gradient)
    }

    /// Replaces a tensor.
    /// - Precondition: the network has it, and in this size.
    package func set(_ tensor: String, _ values: [Float]) {
        guard let entry = entry(tensor), entry.count == values.count else { preconditionFailure("no tensor \(tensor) of \(values.count) values") }
        let numbers = entry.isStatistic ? memory.statistics : memory.weights
        for (index, value) in values.enumerated() { numbers[entry.place(of: index)] = value }
    }

    private func entry(_ name: String) -> CellPlan.Entry? { plan.entries.first { $0.name == name } }
}
