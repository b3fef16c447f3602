/// One operation of a plan: where it reads, where it writes, which weights it uses (offsets into their buffer).
enum PlanStep {
    case linear(x: Value, y: Value, weight: Int, bias: Int?, byRows: Bool)
    case layerNorm(x: Value, y: Value, statistics: Value, gain: Int, bias: Int, epsilon: Float)
    case silu(x: Value, y: Value)
    case add(a: Value, b: Value, y: Value)
    case addTable(x: Value, y: Value, table: Int, nodes: Int)
    case addToNodes(x: Value, perSample: Value, y: Value)
    case place(x: Value, y: Value, column: Int)
    case gatherPairs(x: Value, y: Value, nodes: Int, pairs: Int, pairCount: Int)
    case edgeBias(x: Value, y: Value, base: Int, nodes: Int, heads: Int, pairs: Int, pairCount: Int)
    case attention(qkv: Value, bias: Value?, y: Value, weights: Value, nodes: Int, heads: Int)
    case activation(Activation, x: Value, y: Value)
    case scale(x: Value, y: Value, factor: Float)
    case dropout(x: Value, y: Value, mask: Value, rate: Float, samples: Int, site: UInt32)
    case multiply(x: Value, y: Value, weight: Int, byRows: Bool)
    case meanOverNodes(x: Value, y: Value, nodes: Int)
    case gather(along: GatheredWay, against: GatheredWay, y: Value)
    case addConstants(x: Value, y: Value, constants: Int, count: Int)
    case learnedRows(y: Value, weight: Int, rows: Int)
    case attentionWeights(query: Value, key: Value, mask: Value?, y: Value, shape: AttentionShape, scale: Float)
    case attentionMix(weights: Value, value: Value, y: Value, shape: AttentionShape)
}

/// A function of single numbers.
enum Activation { case relu, elu, tanh }

/// One way along a graph's edges: what is gathered, and the sums before the activation.
struct GatheredWay {
    let matrix, x, sums: Value
}

/// Extents of an attention between two sets a sample.
struct AttentionShape {
    let samples, queries, keys, heads, headWidth: Int
}
