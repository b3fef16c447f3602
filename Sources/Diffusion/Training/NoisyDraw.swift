import Architectures
import Tensors

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Draws (cell, σ, x_t) for training; a pure function of (seed, step, sample).
struct NoisyDraw: Sendable {
    /// Which states are drawn.
    enum Spread: Sendable {
        /// Cells uniform, ln σ uniform: the forward process. Needed when the target is the drawn cell itself.
        case forward
        /// Also the states that sampling and guidance lead to: every other draw prefers some operations over others, one in
        /// sixteen has the E of a cell that differs in one operation from its V's, and four of five noise levels are those where
        /// cells are told apart. Right when the target is a function of the state alone.
        case guided
    }

    let codes: [Int]
    let noise: NoiseSource
    let sigmaRange: ClosedRange<Double>
    let spread: Spread

    private static let candidates: UInt32 = 16

    private enum Stage {
        static let code: UInt32 = 0x7001, noise: UInt32 = 0x7003
        static let edge: UInt32 = 0x7005, operation: UInt32 = 0x7006
        static let preference: UInt32 = 0x7100, candidate: UInt32 = 0x7200, choice: UInt32 = 0x7300
    }

    /// Fills `clean` and `noisy` [66] and returns the cell and its noise level.
    func draw(
        step: Int, sample: Int, clean: UnsafeMutableBufferPointer<Float>, noisy: UnsafeMutableBufferPointer<Float>
    ) -> (code: Int, sigma: Double) {
        let uniform = uniforms(step: step, sample: sample)
        var code = code(at: uniform(Stage.code))
        if case .guided = spread, sample % 2 == 1 { code = preferred(uniform) }
        return (code, draw(step: step, sample: sample, code: code, clean: clean, noisy: noisy))
    }

    /// The same for a cell that is already chosen; returns the noise level.
    func draw(
        step: Int, sample: Int, code: Int, clean: UnsafeMutableBufferPointer<Float>,
        noisy: UnsafeMutableBufferPointer<Float>
    ) -> Double {
        let uniform = uniforms(step: step, sample: sample)
        let (sigma, contradicts) = NoiseLevelDraw(range: sigmaRange, spread: spread).draw(uniform, sample: sample)
        noise.normals(
            into: noisy, sample: UInt32(truncatingIfNeeded: sample), step: UInt32(truncatingIfNeeded: step),
            stage: Stage.noise)
        Cell(code: code)?.encode(into: clean)
        if contradicts { contradict(code, uniform, clean) }
        for i in 0..<noisy.count { noisy[i] = clean[i] + Float(sigma) * noisy[i] }
        return sigma
    }

    private func uniforms(step: Int, sample: Int) -> (_ stage: UInt32) -> Double {
        let (step, sample) = (UInt32(truncatingIfNeeded: step), UInt32(truncatingIfNeeded: sample))
        return { noise.uniform(sample: sample, step: step, stage: $0) }
    }

    /// Writes over E the effective adjacency of the cell with another operation on one edge.
    private func contradict(_ code: Int, _ uniform: (UInt32) -> Double, _ state: UnsafeMutableBufferPointer<Float>) {
        let place = [1, 5, 25, 125, 625, 3125][min(Int(uniform(Stage.edge) * 6), 5)]
        let operation = min(Int(uniform(Stage.operation) * 5), 4)
        guard let other = Cell(code: code + (operation - code / place % 5) * place) else { return }
        let adjacency = other.adjacencyMask
        for slot in Cell.layout.slots.indices {
            state[Cell.layout.vertexDimension + slot] = adjacency >> UInt16(slot) & 1 == 1 ? 1 : -1
        }
    }

    private func code(at share: Double) -> Int { codes[min(Int(share * Double(codes.count)), codes.count - 1)] }

    /// One of a few uniform cells, chosen with probability ∝ exp Σ w[op] for random weights w (by Gumbel maxima).
    private func preferred(_ uniform: (UInt32) -> Double) -> Int {
        var best = (code: 0, score: -Double.infinity)
        for candidate in 0..<Self.candidates {
            let code = code(at: uniform(Stage.candidate + candidate))
            var score = -log(-log(uniform(Stage.choice + candidate)))
            var rest = code
            for _ in 0..<6 {
                score += 3 * (uniform(Stage.preference + UInt32(rest % 5)) - 0.5)
                rest /= 5
            }
            if score > best.score { best = (code, score) }
        }
        return best.code
    }
}
