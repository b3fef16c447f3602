import Tensors

extension CellNetwork {
    /// Seeded first weights, as PyTorch draws them: convolutions and the classifier uniform within ±1/√(inputs), norms one and zero.
    /// A layer of the same name and size starts alike in every cell.
    package func start(seed: UInt64) {
        memory.velocity.update(repeating: 0, count: plan.weightCount)
        for entry in plan.entries {
            switch entry.kind {
            case .gain: fill(memory.weights, entry, 1)
            case .bias: fill(memory.weights, entry, 0)
            case .runningMean: fill(memory.statistics, entry, 0)
            case .runningVariance: fill(memory.statistics, entry, 1)
            case .convolution: draw(entry, fanIn: entry.shape.dropFirst().reduce(1, *), seed: seed)
            case .plain(let fanIn): draw(entry, fanIn: fanIn, seed: seed)
            }
        }
    }

    func fill(_ numbers: UnsafeMutablePointer<Float>, _ entry: CellPlan.Entry, _ value: Float) {
        (numbers + entry.place).update(repeating: value, count: entry.count)
    }

    private func draw(_ entry: CellPlan.Entry, fanIn: Int, seed: UInt64) {
        // By the name's checksum, so that other layers do not enter.
        var generator = PhiloxGenerator(seed: seed, stream: Self.stream(entry.name))
        let reach = 1 / Double(fanIn).squareRoot()
        for index in 0..<entry.count { memory.weights[entry.place(of: index)] = Float((2 * generator.uniform() - 1) * reach) }
    }

    /// FNV-1a (Fowler, Noll & Vo), without the highest bit.
    private static func stream(_ name: String) -> UInt32 {
        name.utf8.reduce(0x811C_9DC5 as UInt32) { ($0 ^ UInt32($1)) &* 0x0100_0193 } & 0x7FFF_FFFF
    }
}
