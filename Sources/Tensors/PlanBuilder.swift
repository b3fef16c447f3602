import CKernels

/// A matrix inside a plan: `rows` × `columns`, row-major, at `offset` in the plan's arena.
public struct Value: Sendable, Hashable {
    public let offset: Int
    public let rows: Int
    public let columns: Int
    /// Whether it depends on an input whose gradient is wanted.
    let tracksInput: Bool
    /// Whether it is fed from outside (and so needs no gradient unless it tracks).
    let isInput: Bool
    public var count: Int { rows * columns }
}

/// Declares a network once, for a fixed number of rows: its weights, its buffers and the order of its steps.
///
/// A matrix of `samples × nodes` rows keeps a sample's nodes together. Weights are named, so that plans of other
/// sizes built by the same code share one buffer of weights.
public struct PlanBuilder {
    public internal(set) var layout = ParameterLayout()
    var steps: [PlanStep] = []
    private(set) var arenaCount = 0
    /// Where the arena of gradients is ever written: not at scratch, nor at inputs whose gradient nobody wants.
    private(set) var slopes: [Range<Int>] = []
    private(set) var indices: [Int32] = []
    /// Numbers that are neither fed nor learned.
    var constants: [Float] = []
    /// How many places drop numbers at random.
    var dropoutSites: UInt32 = 0

    public init() {}

    /// How many steps are declared so far: what was declared between two counts can be kept from run to run, see `Plan.forward`.
    public var stepCount: Int { steps.count }

    /// Bytes that a plan of it takes.
    public var byteCount: Int { 2 * MemoryLayout<Float>.size * arenaCount }

    /// Whether this machine has the kernel for wide layers; see `linear`.
    public static var hasRowKernel: Bool { dnag_has_row_kernel() != 0 }

    /// Whether this machine has the kernels for `PackedWeights`: x86-64 with AVX2.
    public static var hasPackedKernels: Bool { dnag_has_packed_kernels() != 0 }

    mutating func value(_ rows: Int, _ columns: Int, from parents: [Value]) -> Value {
        place(rows, columns, tracksInput: parents.contains { $0.tracksInput }, isInput: false, sloped: true)
    }

    /// Numbers that the step which writes them reads again on the way back, and that have no gradient.
    mutating func scratch(_ rows: Int, _ columns: Int) -> Value {
        place(rows, columns, tracksInput: false, isInput: false, sloped: false)
    }

    private mutating func place(_ rows: Int, _ columns: Int, tracksInput: Bool, isInput: Bool, sloped: Bool) -> Value {
        let start = arenaCount
        arenaCount += (rows * columns + 15) & ~15  // keep matrices on cache lines
        if sloped, slopes.last?.upperBound == start {
            slopes[slopes.count - 1] = slopes[slopes.count - 1].lowerBound..<arenaCount
        } else if sloped {
            slopes.append(start..<arenaCount)
        }
        return Value(offset: start, rows: rows, columns: columns, tracksInput: tracksInput, isInput: isInput)
    }

    /// Numbers written by the caller before each run; `tracked` when ∂/∂input will be asked for.
    public mutating func input(rows: Int, columns: Int, tracked: Bool = false) -> Value {
        place(rows, columns, tracksInput: tracked, isInput: true, sloped: tracked)
    }

    /// `x·Wᵀ + b`, W: [outputs, x.columns].
    /// - Parameter wide: the layer has many weights and will see few rows: the forward product then reads each weight once instead of
    ///   repacking them, where the machine has a kernel for it
    public mutating func linear(
        _ x: Value, _ name: String, outputs: Int, gain: Float = 1, bias: Bool = true, wide: Bool = false
    ) -> Value {
        let initial: ParameterLayout.Initial = gain == 0 ? .zero : .scaled(fanIn: x.columns, gain: gain)
        let weight = layout.add(name + ".weight", [outputs, x.columns], initial)
        let biasOffset = bias ? layout.add(name + ".bias", [outputs], .zero) : nil
        let y = value(x.rows, outputs, from: [x])
        let byRows = wide && bias && Self.hasRowKernel
        steps.append(.linear(x: x, y: y, weight: weight, bias: biasOffset, byRows: byRows))
        return y
    }

    /// Layer normalisation of each row (Ba et al. 2016), with gain and bias.
    public mutating func layerNorm(_ x: Value, _ name: String, epsilon: Float = 1e-5) -> Value {
        let gain = layout.add(name + ".weight", [x.columns], .one)
        let bias = layout.add(name + ".bias", [x.columns], .zero)
        let statistics = scratch(x.rows, 2)
        let y = value(x.rows, x.columns, from: [x])
        steps.append(.layerNorm(x: x, y: y, statistics: statistics, gain: gain, bias: bias, epsilon: epsilon))
        return y
    }

    /// `x·sigmoid(x)`.
    public mutating func silu(_ x: Value) -> Value {
        let y = value(x.rows, x.columns, from: [x])
        steps.append(.silu(x: x, y: y))
        return y
    }

    public mutating func add(_ a: Value, _ b: Value) -> Value {
        precondition(a.rows == b.rows && a.columns == b.columns)
        let y = value(a.rows, a.columns, from: [a, b])
        steps.append(.add(a: a, b: b, y: y))
        return y
    }

    /// Adds a learned row per node: table [nodes, columns], repeated for every sample.
    public mutating func addNodeEmbedding(_ x: Value, _ name: String, nodes: Int) -> Value {
        precondition(x.rows % nodes == 0)
        let table = layout.add(name, [nodes, x.columns], .normal(0.3))
        let y = value(x.rows, x.columns, from: [x])
        steps.append(.addTable(x: x, y: y, table: table, nodes: nodes))
        return y
    }

    /// Adds row s of `perSample` to all nodes of sample s.
    public mutating func addToNodes(_ x: Value, _ perSample: Value) -> Value {
        precondition(x.columns == perSample.columns && x.rows % perSample.rows == 0)
        let y = value(x.rows, x.columns, from: [x, perSample])
        steps.append(.addToNodes(x: x, perSample: perSample, y: y))
        return y
    }

    /// Columns side by side.
    public mutating func concatenate(_ parts: [Value]) -> Value {
        let rows = parts[0].rows
        precondition(parts.allSatisfy { $0.rows == rows })
        let y = value(rows, parts.reduce(0) { $0 + $1.columns }, from: parts)
        var column = 0
        for part in parts {
            steps.append(.place(x: part, y: y, column: column))
            column += part.columns
        }
        return y
    }

    /// Rows `from` and `to` of each sample, side by side, for every pair: [samples·pairs, 2·columns].
    public mutating func gatherPairs(_ x: Value, nodes: Int, pairs: [(from: Int, to: Int)]) -> Value {
        let samples = x.rows / nodes
        let y = value(samples * pairs.count, 2 * x.columns, from: [x])
        let start = indices.count
        for pair in pairs { indices += [Int32(pair.from), Int32(pair.to)] }
        steps.append(.gatherPairs(x: x, y: y, nodes: nodes, pairs: start, pairCount: pairs.count))
        return y
    }

    /// Attention bias from edges: a learned base [heads, nodes, nodes] plus, at each slot i→j, the first `heads` columns of
    /// its row on (i, j) and the other `heads` on (j, i). Result: [samples·heads·nodes, nodes].
    public mutating func edgeBias(
        _ perSlot: Value, _ name: String, nodes: Int, heads: Int, slots: [(from: Int, to: Int)]
    ) -> Value {
        precondition(perSlot.columns == 2 * heads && perSlot.rows % slots.count == 0)
        let samples = perSlot.rows / slots.count
        let base = layout.add(name, [heads, nodes, nodes], .zero)
        let y = value(samples * heads * nodes, nodes, from: [perSlot])
        let start = indices.count
        for slot in slots { indices += [Int32(slot.from), Int32(slot.to)] }
        steps.append(
            .edgeBias(x: perSlot, y: y, base: base, nodes: nodes, heads: heads, pairs: start, pairCount: slots.count))
        return y
    }

    /// Scaled dot-product attention inside each sample (Vaswani et al. 2017). `qkv`: [samples·nodes, 3·width].
    /// Returns the mixed values [samples·nodes, width] and the attention weights [samples·heads·nodes, nodes].
    public mutating func attention(
        _ qkv: Value, bias: Value?, nodes: Int, heads: Int
    ) -> (mixed: Value, weights: Value) {
        precondition(nodes <= 64 && qkv.columns % (3 * heads) == 0)
        let samples = qkv.rows / nodes
        let weights = scratch(samples * heads * nodes, nodes)
        let y = value(qkv.rows, qkv.columns / 3, from: bias.map { [qkv, $0] } ?? [qkv])
        steps.append(.attention(qkv: qkv, bias: bias, y: y, weights: weights, nodes: nodes, heads: heads))
        return (y, weights)
    }
}
