import CKernels

/// Copies of a network's weights, the way round in which its products read them. BLAS repacks a layer's weights in every product; from
/// such copies a kernel of ours runs at the processor's full rate, to the same bits on every processor that has it. They are made once and can
/// be shared by plans of one network, whatever their numbers of samples, on any threads.
public final class PackedWeights: @unchecked Sendable {
    // Written in `init` alone, hence safe to share.
    private let copies: UnsafeMutablePointer<Float>
    /// Of the network's weights.
    let count: Int

    /// The copies that the network of `builder` reads. nil where the machine has no kernel for them: its plans read the weights themselves.
    /// - Parameter weights: `builder.layout.count` numbers; they may change afterwards, the copies do not
    public convenience init?(_ builder: PlanBuilder, weights: UnsafePointer<Float>) {
        self.init(builder.steps, builder.layout, weights)
    }

    /// The same for the network of a plan.
    public convenience init?(_ plan: Plan, weights: UnsafePointer<Float>) {
        self.init(plan.steps, plan.layout, weights)
    }

    init?(_ steps: [PlanStep], _ layout: ParameterLayout, _ weights: UnsafePointer<Float>) {
        guard PlanBuilder.hasPackedKernels else { return nil }
        count = layout.count
        copies = .allocate(capacity: max(count, 1))
        copies.initialize(repeating: 0, count: max(count, 1))
        for step in steps {
            switch step {
            case .linear(let x, let y, let weight, _, _):
                Self.strips(weights + weight, y.columns, x.columns, into: copies + weight)
            case .multiply(let x, let y, let weight, _):
                Self.transpose(weights + weight, x.columns, y.columns, into: copies + weight)
            default: break
            }
        }
    }

    deinit { copies.deallocate() }

    /// The copy of the matrix at `offset` among the weights.
    @inline(__always) func copy(of offset: Int) -> UnsafePointer<Float> { UnsafePointer(copies + offset) }

    /// W: [outputs, inputs], as strips of outputs, each [inputs][outputs of the strip].
    private static func strips(
        _ w: UnsafePointer<Float>, _ outputs: Int, _ inputs: Int, into copy: UnsafeMutablePointer<Float>
    ) {
        let strip = DNAG_STRIP
        for first in stride(from: 0, to: outputs, by: strip) {
            transpose(w + first * inputs, min(strip, outputs - first), inputs, into: copy + first * inputs)
        }
    }

    private static func transpose(
        _ matrix: UnsafePointer<Float>, _ rows: Int, _ columns: Int, into copy: UnsafeMutablePointer<Float>
    ) {
        for column in 0..<columns { for row in 0..<rows { copy[column * rows + row] = matrix[row * columns + column] } }
    }
}
