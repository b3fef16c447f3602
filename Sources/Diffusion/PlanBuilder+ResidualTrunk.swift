import Tensors

extension PlanBuilder {
    /// Residual layers over whole states: `h ← h + down(SiLU(up(norm h)))`, normalised and activated at the end, [rows, width].
    mutating func residualTrunk(_ input: Value, width: Int, blocks: Int, fewRows: Bool) -> Value {
        var h = linear(input, "input", outputs: width, wide: fewRows)
        for block in 0..<blocks {
            let name = "blocks.\(block)."
            let inner = silu(linear(layerNorm(h, name + "norm"), name + "up", outputs: width, wide: fewRows))
            h = add(h, linear(inner, name + "down", outputs: width, gain: 0.5, wide: fewRows))
        }
        return silu(layerNorm(h, "norm"))
    }
}
