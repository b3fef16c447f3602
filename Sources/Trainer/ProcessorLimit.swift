import CKernels

/// What one core can do at most with the vectors that the kernels of images use.
public enum ProcessorLimit {
    /// Products and sums of a round.
    public static var operations: Int { dnag_images(0).pointee.operations }

    /// Does so many rounds, in registers.
    public static func run(_ rounds: Int) {
        var values = [Float](repeating: 0.5, count: 2 * CellPlan.group)
        dnag_images(0).pointee.limit(&values, rounds)
    }
}
