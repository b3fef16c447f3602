/// What each node of one sample attended to: the weights softmax(q·k/√d + bias) of every block and head of a denoiser.
public struct AttentionMap: Sendable, Hashable {
    public let blocks, heads, nodes: Int
    /// [blocks][heads][nodes][nodes]; the last index is what is attended to, and each row of it sums to one.
    public let weights: [Float]

    public init(blocks: Int, heads: Int, nodes: Int, weights: [Float]) {
        precondition(weights.count == blocks * heads * nodes * nodes)
        self.blocks = blocks
        self.heads = heads
        self.nodes = nodes
        self.weights = weights
    }

    /// The weight that node `from` gives to node `to`.
    public subscript(block: Int, head: Int, from: Int, to: Int) -> Double {
        Double(weights[((block * heads + head) * nodes + from) * nodes + to])
    }

    /// The mean of a block's heads.
    public func mean(block: Int, from: Int, to: Int) -> Double {
        (0..<heads).reduce(0) { $0 + self[block, $1, from, to] } / Double(heads)
    }
}

/// A denoiser that can say what it attended to.
public protocol AttentiveDenoiserWorker: DenoiserWorker {
    /// The attention of one sample of the panel last denoised.
    func attention(slot: Int) -> AttentionMap
}
