import Architectures
import CKernels
import Tensors

/// The learned denoiser's network: a small graph transformer over the nodes.
///
/// A node sees its row of V and its row and column of E; edges also bias the attention, in both directions. Time and position
/// enter as embeddings. A head reads V out of nodes and E out of pairs of nodes. Both heads add the local evidence 2x/σ², so an
/// untrained network is already the posterior of independent entries, and at the optimum it is the true posterior
/// (cross-entropy as in Dieleman et al. 2022, input scaling as in Karras et al. 2022).
struct DenoiserNetwork {
    struct Configuration: Sendable, Hashable, Codable {
        var width = 64
        var blocks = 3
        var heads = 4
        var feedForward = 128
    }

    let features: StateFeatures
    let samples: Int
    let plan: Plan
    let nodeInput, slotInput: Value
    private let timeInput: Value
    let vertexHead, edgeHead: Value
    /// Attention weights of each block, [samples·heads·nodes, nodes].
    let attention: [Value]
    /// [stateDimension], and twice that.
    let local, scratch: UnsafeMutablePointer<Float>
    private let owner: ScratchOwner

    /// - Parameter tracked: whether gradients on the states will be asked for
    init(layout: GraphLayout, configuration: Configuration, samples: Int, tracked: Bool = false) {
        features = StateFeatures(layout: layout)
        self.samples = samples
        let (nodes, slots) = (layout.nodeCount, layout.slots.count)
        let pairs = layout.slots.map { (from: $0.from, to: $0.to) }
        let width = configuration.width
        var builder = PlanBuilder()

        nodeInput = builder.input(
            rows: samples * nodes, columns: 2 * layout.typeCount + 2 * nodes, tracked: tracked)
        slotInput = builder.input(rows: samples * slots, columns: 2, tracked: tracked)
        timeInput = builder.input(rows: samples, columns: StateFeatures.timeCount)

        let early = builder.linear(timeInput, "time.0", outputs: width)
        let time = builder.linear(builder.silu(early), "time.1", outputs: width)
        var h = builder.linear(nodeInput, "node", outputs: width)
        h = builder.addNodeEmbedding(h, "position", nodes: nodes)
        h = builder.addToNodes(h, time)
        let slot = builder.silu(builder.linear(slotInput, "slot", outputs: 16))
        var attention: [Value] = []
        for block in 0..<configuration.blocks {
            let name = "blocks.\(block)."
            let normed = builder.layerNorm(h, name + "norm1")
            let qkv = builder.linear(normed, name + "qkv", outputs: 3 * width)
            let perSlot = builder.linear(slot, name + "edge", outputs: 2 * configuration.heads)
            let bias = builder.edgeBias(
                perSlot, name + "bias", nodes: nodes, heads: configuration.heads, slots: pairs)
            let (mixed, weights) = builder.attention(qkv, bias: bias, nodes: nodes, heads: configuration.heads)
            attention.append(weights)
            h = builder.add(h, builder.linear(mixed, name + "out", outputs: width, gain: 0.5))
            let inner = builder.linear(
                builder.layerNorm(h, name + "norm2"), name + "up", outputs: configuration.feedForward)
            h = builder.add(h, builder.linear(builder.silu(inner), name + "down", outputs: width, gain: 0.5))
        }
        self.attention = attention
        h = builder.layerNorm(h, "norm")
        vertexHead = builder.linear(h, "vertex", outputs: layout.typeCount, gain: 0)
        let ends = builder.gatherPairs(h, nodes: nodes, pairs: pairs)
        let pair = builder.linear(builder.concatenate([ends, slot]), "pair", outputs: width)
        edgeHead = builder.linear(builder.silu(pair), "edge", outputs: 1, gain: 0)
        plan = Plan(builder)
        owner = ScratchOwner(3 * layout.stateDimension)
        local = owner.pointer
        scratch = owner.pointer + layout.stateDimension
    }

    /// Writes sample `index` of the batch into the network's inputs.
    func load(_ index: Int, x: UnsafePointer<Float>, sigma: Double) {
        let layout = features.layout
        let (nodes, types, slots) = (layout.nodeCount, layout.typeCount, layout.slots.count)
        features.localPosterior(x, sigma: sigma, scratch: scratch, into: local)
        let scale = StateFeatures.scale(sigma)
        let columns = nodeInput.columns
        guard let node = plan.buffer(nodeInput).baseAddress.map({ $0 + index * nodes * columns }),
            let slot = plan.buffer(slotInput).baseAddress.map({ $0 + index * slots * 2 }),
            let time = plan.buffer(timeInput).baseAddress.map({ $0 + index * StateFeatures.timeCount })
        else { return }
        (node).update(repeating: 0, count: nodes * columns)
        for n in 0..<nodes {
            for f in 0..<types {
                node[n * columns + f] = x[n * types + f] * scale
                node[n * columns + types + f] = 2 * local[n * types + f] - 1
            }
        }
        let edges = layout.vertexDimension
        for (s, pair) in layout.slots.enumerated() {
            let sign = 2 * local[edges + s] - 1
            slot[2 * s] = x[edges + s] * scale
            slot[2 * s + 1] = sign
            node[pair.from * columns + 2 * types + pair.to] = sign
            node[pair.to * columns + 2 * types + nodes + pair.from] = sign
        }
        StateFeatures.time(sigma, into: time)
    }

    func run(weights: UnsafePointer<Float>) { plan.forward(weights: weights) }

    /// Reads sample `index`: probabilities [stateDimension] of each type of each node, and of each slot.
    func probabilities(
        _ index: Int, x: UnsafePointer<Float>, sigma: Double, into output: UnsafeMutablePointer<Float>
    ) {
        let layout = features.layout
        let evidence = StateFeatures.evidence(sigma)
        let vertices = plan.buffer(vertexHead), edges = plan.buffer(edgeHead)
        let (vertexCount, slotCount) = (layout.vertexDimension, layout.slots.count)
        for i in 0..<vertexCount { scratch[i] = vertices[index * vertexCount + i] + evidence * x[i] }
        for s in 0..<slotCount {
            scratch[vertexCount + s] = edges[index * slotCount + s] + evidence * x[vertexCount + s]
        }
        dnag_softmax(output, scratch, layout.nodeCount, layout.typeCount)
        dnag_sigmoid(output + vertexCount, scratch + vertexCount, slotCount)
    }

    /// What the nodes of sample `index` attended to when the network last ran.
    func attention(of index: Int) -> AttentionMap {
        let nodes = features.layout.nodeCount
        let rows = attention.map { $0.rows / samples }
        let weights = zip(attention, rows).flatMap { value, rows in
            plan.buffer(value)[index * rows * nodes..<(index + 1) * rows * nodes]
        }
        return AttentionMap(blocks: attention.count, heads: (rows.first ?? 0) / nodes, nodes: nodes, weights: weights)
    }

    /// Writes the gradient of the cross-entropy for one sample, `weight`·(p − target), on the heads.
    func setLossGradient(_ index: Int, difference: UnsafePointer<Float>, weight: Float) {
        let layout = features.layout
        let vertices = plan.gradient(vertexHead), edges = plan.gradient(edgeHead)
        let (vertexCount, slotCount) = (layout.vertexDimension, layout.slots.count)
        for i in 0..<vertexCount { vertices[index * vertexCount + i] = weight * difference[i] }
        for s in 0..<slotCount { edges[index * slotCount + s] = weight * difference[vertexCount + s] }
    }
}
