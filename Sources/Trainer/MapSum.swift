import CKernels

/// What is added up in one pass to make a map: scaled maps, and results of convolutions that their norms scale and shift.
struct MapSum {
    /// How many, and where their scales [terms][channels] begin; the shifts [channels] follow.
    let terms: Int
    let scales: Int
    let channels: Int
    /// Where the places of the terms begin: [groups][terms].
    let pointers: Int
    /// The norms of those terms that have one, with the term's index.
    let norms: [(term: Int, norm: Int)]
    /// Maps that are pooled on top.
    let pools: [(map: Int, factor: Float)]

    static func floats(_ plan: CellPlan) -> Int {
        plan.maps.reduce(0) { $0 + (summed($1.content).count + 1) * $1.channels }
    }

    static func pointers(_ plan: CellPlan) -> Int { plan.maps.reduce(0) { $0 + summed($1.content).count } }

    /// One a map, with the scales that never change filled in.
    static func all(of plan: CellPlan, _ memory: CellMemory, groups: Int) -> [MapSum] {
        var scales = 0, pointers = 0
        return plan.maps.map { map in
            let terms = summed(map.content)
            var norms: [(term: Int, norm: Int)] = []
            for (index, term) in terms.enumerated() {
                var factor: Float = 1, place = 0, floats = 0
                switch term {
                case .map(let source, let scale):
                    (factor, place, floats) = (scale, plan.maps[source].place, plan.maps[source].floats)
                case .unit(let unit):
                    (place, floats) = (plan.units[unit].result, plan.units[unit].floats)
                    if let norm = plan.units[unit].norm { norms.append((index, norm)) }
                case .pool: continue
                }
                for channel in 0..<map.channels { memory.scales[scales + index * map.channels + channel] = factor }
                for group in 0..<groups {
                    (memory.terms + (pointers + group * terms.count + index))
                        .initialize(to: UnsafePointer(memory.maps + place * groups + floats * group))
                }
            }
            defer {
                scales += (terms.count + 1) * map.channels
                pointers += terms.count * groups
            }
            return MapSum(
                terms: terms.count, scales: scales, channels: map.channels, pointers: pointers, norms: norms, pools: pooled(map.content))
        }
    }

    private static func summed(_ content: CellPlan.Content) -> [CellPlan.Term] {
        guard case .sum(let terms) = content else { return [] }
        return terms.filter { if case .pool = $0 { false } else { true } }
    }

    private static func pooled(_ content: CellPlan.Content) -> [(map: Int, factor: Float)] {
        guard case .sum(let terms) = content else { return [] }
        return terms.compactMap { if case .pool(let map, let factor) = $0 { (map, factor) } else { nil } }
    }
}
