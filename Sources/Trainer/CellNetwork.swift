import CKernels
import Tensors

/// A network in training: weights, running statistics, and room for one batch. Everything is laid out when it is made; a step allocates
/// nothing. The same bytes come out for any number of threads: a thread takes whole groups of sixteen images, or whole output channels of a
/// weight's gradient, and what crosses groups is added in one order.
package final class CellNetwork: @unchecked Sendable {
    let plan: CellPlan
    /// Images that a batch has at most.
    package let capacity: Int
    package let threads: Int
    let groups: Int
    let kernels: dnag_image_kernels
    let memory: CellMemory
    /// Where gradients of maps are kept, and which pass writes them first.
    let flow: GradientFlow
    /// Of each map, what is added up in one pass.
    let sums: [MapSum]
    /// Images of the present batch.
    private(set) var count = 0

    /// Bytes that a network may take.
    static let limit = 1 << 30

    /// - Parameters:
    ///   - capacity: images that a batch has at most
    ///   - lanes: no wider vectors than this; 0 for the processor's widest
    /// - Throws: `TrainerError.tooLarge`
    package init(_ shape: CellNetworkShape, capacity: Int, threads: Int = 1, lanes: Int = 0) throws(TrainerError) {
        plan = CellPlan(shape)
        self.capacity = capacity
        self.threads = threads
        groups = (capacity + CellPlan.group - 1) / CellPlan.group
        kernels = dnag_images(Int32(lanes)).pointee
        flow = GradientFlow(plan)
        let bytes = CellMemory.bytes(plan, flow, groups: groups, threads: threads)
        guard bytes <= Self.limit else { throw .tooLarge(megabytes: bytes >> 20, limit: Self.limit >> 20) }
        memory = CellMemory(plan, flow, groups: groups, threads: threads)
        sums = MapSum.all(of: plan, memory, groups: groups)
    }

    /// Bytes that the network takes.
    package var bytes: Int { CellMemory.bytes(plan, flow, groups: groups, threads: threads) }

    package var shape: CellNetworkShape { plan.shape }

    /// Groups of the present batch.
    var present: Int { (count + CellPlan.group - 1) / CellPlan.group }

    /// Says how many images come.
    func begin(_ count: Int) {
        precondition((1...capacity).contains(count), "a batch of \(count) images in a network for \(capacity)")
        self.count = count
        for lane in 0..<groups * CellPlan.group { memory.counts[lane] = lane < count ? 1 : 0 }
    }

    /// One item a group.
    func eachGroup(_ body: @Sendable (_ group: Int) -> Void) {
        Threads.share(present, threads: threads) { _, group in body(group) }
    }

    /// Where a map is kept, of one group.
    func values(_ map: Int, _ group: Int) -> UnsafeMutablePointer<Float> {
        memory.maps + plan.maps[map].place * groups + plan.maps[map].floats * group
    }

    /// Where a convolution's result is kept, or its gradient, of one group.
    func result(_ unit: CellPlan.Unit, _ group: Int) -> UnsafeMutablePointer<Float> {
        memory.maps + unit.result * groups + unit.floats * group
    }

    /// Where a map's gradient is kept, of one group.
    func slopes(_ map: Int, _ group: Int) -> UnsafeMutablePointer<Float> {
        memory.slopes + flow.places[map] * groups + plan.maps[map].floats * group
    }

    /// Numbers that a step computes a channel of a norm.
    func constants(_ norm: CellPlan.Norm, _ row: Int) -> UnsafeMutablePointer<Float> {
        memory.constants + norm.constants + row * norm.channels
    }
}

/// The numbers a channel in `CellMemory.constants`, by row.
enum NormRow {
    static let scale = 0, shift = 1, mean = 2, inverse = 3
    /// Four rows: slope, bend, mean, offset of the gradient.
    static let linear = 4
}
