import CBLAS
import CKernels

/// A network's run buffers, allocated once, then run forward and backward any number of times.
///
/// One plan belongs to one thread at a time. The weights are passed in, so that many plans share them.
public final class Plan {
    let steps: [PlanStep]
    let indices: [Int32]
    let arena: UnsafeMutableBufferPointer<Float>
    let gradients: UnsafeMutableBufferPointer<Float>
    /// The parts of `gradients` that a backward pass adds to.
    let slopes: [Range<Int>]
    let constants: [Float]
    /// Copies of the weights that products read, for a plan whose weights stay as they are.
    /// - Precondition: of this plan's network
    public var packed: PackedWeights? {
        didSet { precondition(packed.map { $0.count == layout.count } ?? true, "packed weights of another network") }
    }
    public let layout: ParameterLayout
    /// What is dropped in the next runs; nil, the usual state, drops nothing.
    public var dropout: Dropout?

    public init(_ builder: PlanBuilder) {
        steps = builder.steps
        indices = builder.indices
        slopes = builder.slopes
        constants = builder.constants
        layout = builder.layout
        arena = .allocate(capacity: max(builder.arenaCount, 1))
        arena.initialize(repeating: 0)
        gradients = .allocate(capacity: max(builder.arenaCount, 1))
        gradients.initialize(repeating: 0)
        dnag_blas_use_one_thread()
    }

    deinit {
        arena.deallocate()
        gradients.deallocate()
    }

    /// The numbers of a value: [rows][columns].
    public func buffer(_ value: Value) -> UnsafeMutableBufferPointer<Float> {
        UnsafeMutableBufferPointer(rebasing: arena[value.offset..<value.offset + value.count])
    }

    /// The gradient of a value: written by the caller for outputs before `backward`, read for inputs after it.
    public func gradient(_ value: Value) -> UnsafeMutableBufferPointer<Float> {
        UnsafeMutableBufferPointer(rebasing: gradients[value.offset..<value.offset + value.count])
    }

    public func clearGradients() {
        for range in slopes { UnsafeMutableBufferPointer(rebasing: gradients[range]).update(repeating: 0) }
    }

    @inline(__always) func pointer(_ value: Value) -> UnsafeMutablePointer<Float> {
        // An arena has at least one element, so its base address is there.
        arena.baseAddress.unsafelyUnwrapped + value.offset
    }

    @inline(__always) func slope(_ value: Value) -> UnsafeMutablePointer<Float> {
        gradients.baseAddress.unsafelyUnwrapped + value.offset
    }
}
