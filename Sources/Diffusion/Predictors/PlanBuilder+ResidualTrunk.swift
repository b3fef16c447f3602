import Tensors

extension PlanBuilder {
    /// Residual layers over whole states: `h ← h + down(SiLU(up(norm h)))`, normalised and activated at the end, [rows, width].
    mutating func residualTrunk(_ input: Value, width: Int, blocks: Int) -> Value {
        var h = linear(input, "input", outputs: width)
        for block in 0..<blocks {
            let name = "blocks.\(block)."
            let inner = silu(linear(layerNorm(h, name + "norm"), name + "up", outputs: width))
            h = add(h, linear(inner, name + "down", outputs: width, gain: 0.5))
        }
        return silu(layerNorm(h, "norm"))
    }
}
