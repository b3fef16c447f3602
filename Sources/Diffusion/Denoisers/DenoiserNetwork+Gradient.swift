import Tensors

extension DenoiserNetwork {
    /// Writes on the heads, for one sample, the gradient of a function of its probabilities that has these slopes.
    func setProbabilityGradient(_ index: Int, probabilities: UnsafePointer<Float>, slopes: UnsafePointer<Float>) {
        let (vertexCount, slotCount) = (features.layout.vertexDimension, features.layout.slots.count)
        let vertices = plan.gradient(vertexHead), edges = plan.gradient(edgeHead)
        features.logitGradient(of: probabilities, slopes, scale: 1) { i, slope in
            if i < vertexCount {
                vertices[index * vertexCount + i] = slope
            } else {
                edges[index * slotCount + i - vertexCount] = slope
            }
        }
    }

    /// Adds to `output` [stateDimension] what came back to one sample's inputs: through the scaling and the local posterior.
    func addInputGradient(_ index: Int, x: UnsafePointer<Float>, sigma: Double, to output: UnsafeMutablePointer<Float>) {
        let layout = features.layout
        let (nodes, types, slots) = (layout.nodeCount, layout.typeCount, layout.slots.count)
        let columns = nodeInput.columns
        guard let node = plan.gradient(nodeInput).baseAddress.map({ $0 + index * nodes * columns }),
            let slot = plan.gradient(slotInput).baseAddress.map({ $0 + index * slots * 2 })
        else { return }
        let scale = StateFeatures.scale(sigma)
        // The inputs hold 2·local − 1.
        let slopes = local
        for n in 0..<nodes {
            for f in 0..<types {
                output[n * types + f] += scale * node[n * columns + f]
                slopes[n * types + f] = 2 * node[n * columns + types + f]
            }
        }
        let edges = layout.vertexDimension
        for (s, pair) in layout.slots.enumerated() {
            output[edges + s] += scale * slot[2 * s]
            slopes[edges + s] =
                2
                * (slot[2 * s + 1] + node[pair.from * columns + 2 * types + pair.to]
                    + node[pair.to * columns + 2 * types + nodes + pair.from])
        }
        features.localPosterior(x, sigma: sigma, scratch: scratch, into: scratch + layout.stateDimension)
        features.addEvidenceGradient(of: scratch + layout.stateDimension, slopes, sigma: sigma, to: output)
    }
}
