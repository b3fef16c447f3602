/// Where the gradients of maps are kept, and which pass writes a gradient first. A map's gradient lives from the first pass that adds to it to
/// the pass that hands it on, so that few places serve many maps.
struct GradientFlow {
    /// Of each map, in floats a group.
    private(set) var places: [Int]
    private(set) var floats = 0
    /// Of each map and term, whether the pass adds to what is there.
    private(set) var adds: [[Bool]]

    init(_ plan: CellPlan) {
        places = Array(repeating: 0, count: plan.maps.count)
        adds = plan.maps.map { Array(repeating: false, count: max(Self.sources($0.content, plan).count, 1)) }
        var isWritten = Array(repeating: false, count: plan.maps.count)
        var free: [Int: [Int]] = [:]
        func take(_ size: Int) -> Int {
            if let place = free[size]?.popLast() { return place }
            defer { floats += size }
            return floats
        }
        guard let last = plan.maps.indices.last else { return }
        places[last] = take(plan.maps[last].floats)
        isWritten[last] = true
        for map in plan.maps.indices.reversed() where isWritten[map] {
            for (term, source) in Self.sources(plan.maps[map].content, plan).enumerated() {
                if case .images = plan.maps[source].content { continue }
                adds[map][term] = isWritten[source]
                guard !isWritten[source] else { continue }
                places[source] = take(plan.maps[source].floats)
                isWritten[source] = true
            }
            free[plan.maps[map].floats, default: []].append(places[map])
        }
    }

    /// The maps that a map is made of, one a term.
    private static func sources(_ content: CellPlan.Content, _ plan: CellPlan) -> [Int] {
        switch content {
        case .images: return []
        case .halved(let map): return [map]
        case .sum(let terms):
            return terms.map { term in
                switch term {
                case .map(let map, _), .pool(let map, _): return map
                case .unit(let unit): return plan.units[unit].input
                }
            }
        }
    }
}
