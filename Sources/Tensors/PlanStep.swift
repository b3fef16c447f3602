/// One operation of a plan: where it reads, where it writes, which weights it uses (offsets into their buffer).
enum PlanStep {
    case linear(x: Value, y: Value, weight: Int, bias: Int?)
    case layerNorm(x: Value, y: Value, statistics: Value, gain: Int, bias: Int, epsilon: Float)
    case silu(x: Value, y: Value)
    case add(a: Value, b: Value, y: Value)
    case addTable(x: Value, y: Value, table: Int, nodes: Int)
    case addToNodes(x: Value, perSample: Value, y: Value)
    case place(x: Value, y: Value, column: Int)
    case gatherPairs(x: Value, y: Value, nodes: Int, pairs: Int, pairCount: Int)
    case edgeBias(x: Value, y: Value, base: Int, nodes: Int, heads: Int, pairs: Int, pairCount: Int)
    case attention(qkv: Value, bias: Value?, y: Value, weights: Value, nodes: Int, heads: Int)
}
