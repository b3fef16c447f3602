import CKernels

/// Everything that a network keeps, allocated once.
final class CellMemory {
    let weights, velocity, gradient, transposed: UnsafeMutablePointer<Float>
    let statistics: UnsafeMutablePointer<Float>
    /// Maps and results of convolutions, and gradients of maps.
    let maps, slopes: UnsafeMutablePointer<Float>
    /// [groups][channels][2][16] of the norm at hand, and what they add up to.
    let sums: UnsafeMutablePointer<Float>
    let totals: UnsafeMutablePointer<Double>
    let constants: UnsafeMutablePointer<Float>
    /// 1 where a lane has an image.
    let counts: UnsafeMutablePointer<Float>
    /// For gradients of weights, of one thread each.
    let scratch: UnsafeMutablePointer<Float>
    let scratchFloats: Int
    /// [groups][channels][16] means of the last map, and their gradient.
    let means, meanSlopes: UnsafeMutablePointer<Float>
    /// [groups][classes][16] logits, then the loss's gradient.
    let logits: UnsafeMutablePointer<Float>
    /// Of each map with terms: scales, shifts and the places of its terms.
    let scales: UnsafeMutablePointer<Float>
    let terms: UnsafeMutablePointer<UnsafePointer<Float>>
    private let all: UnsafeMutableRawPointer
    private let bytes: Int

    init(_ plan: CellPlan, _ flow: GradientFlow, groups: Int, threads: Int) {
        var layout = Layout(plan, flow, groups: groups, threads: threads)
        scratchFloats = Layout.scratch(plan)
        bytes = layout.bytes
        all = .allocate(byteCount: bytes, alignment: 64)
        all.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        let base = all
        func floats(_ count: Int) -> UnsafeMutablePointer<Float> {
            (base + layout.take(count * MemoryLayout<Float>.stride)).bindMemory(to: Float.self, capacity: count)
        }
        layout.used = 0
        weights = floats(plan.weightCount)
        velocity = floats(plan.weightCount)
        gradient = floats(plan.weightCount)
        transposed = floats(plan.weightCount)
        statistics = floats(plan.statisticCount)
        maps = floats(plan.floats * groups)
        slopes = floats(flow.floats * groups)
        sums = floats(layout.channels * 2 * CellPlan.group * groups)
        constants = floats(layout.constants)
        counts = floats(CellPlan.group * groups)
        scratch = floats(scratchFloats * threads)
        means = floats(layout.width * CellPlan.group * groups)
        meanSlopes = floats(layout.width * CellPlan.group * groups)
        logits = floats(plan.shape.classes * CellPlan.group * groups)
        scales = floats(MapSum.floats(plan))
        totals = (base + layout.take(layout.channels * 2 * MemoryLayout<Double>.stride)).bindMemory(to: Double.self, capacity: layout.channels * 2)
        let count = MapSum.pointers(plan) * groups
        terms = (base + layout.take(count * MemoryLayout<UnsafePointer<Float>>.stride))
            .bindMemory(to: UnsafePointer<Float>.self, capacity: count)
    }

    deinit { all.deallocate() }

    static func bytes(_ plan: CellPlan, _ flow: GradientFlow, groups: Int, threads: Int) -> Int {
        Layout(plan, flow, groups: groups, threads: threads).bytes
    }

    /// How many bytes there must be; what is taken begins at multiples of a cache line.
    private struct Layout {
        let channels, constants, width: Int
        private(set) var bytes = 0
        var used = 0

        init(_ plan: CellPlan, _ flow: GradientFlow, groups: Int, threads: Int) {
            channels = plan.norms.map(\.channels).max() ?? 0
            constants = plan.norms.reduce(0) { $0 + $1.channels * CellPlan.constants }
            width = plan.shape.channels(stage: 2)
            let lanes = CellPlan.group * groups
            let floats =
                [plan.weightCount, plan.weightCount, plan.weightCount, plan.weightCount, plan.statisticCount]
                + [plan.floats * groups, flow.floats * groups, channels * 2 * lanes, constants, lanes, Self.scratch(plan) * threads]
                + [width * lanes, width * lanes, plan.shape.classes * lanes, MapSum.floats(plan)]
            for count in floats { _ = take(count * MemoryLayout<Float>.stride) }
            _ = take(channels * 2 * MemoryLayout<Double>.stride)
            _ = take(MapSum.pointers(plan) * groups * MemoryLayout<UnsafePointer<Float>>.stride)
            bytes = used
        }

        static func scratch(_ plan: CellPlan) -> Int {
            (plan.units.map { $0.weightCount / $0.outputs * 4 }.max() ?? 0) * CellPlan.group
        }

        mutating func take(_ size: Int) -> Int {
            let start = used
            used += (size + 63) / 64 * 64
            return start
        }
    }
}
