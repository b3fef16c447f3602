import Architectures

extension SideBySideView {
    /// In E only slots count: left and right go through all of them as one reads, up and down to the nearest of another row.
    func moved(_ cursor: EntryCursor, _ direction: EntryCursor.Direction) -> EntryCursor {
        var next = cursor
        switch (cursor.part, direction) {
        case (.vertices, .up): next.node = max(cursor.node - 1, 0)
        case (.vertices, .down): next.node = min(cursor.node + 1, space.layout.nodeCount - 1)
        case (.vertices, .left): next.type = max(cursor.type - 1, 0)
        case (.vertices, .right): next.type = min(cursor.type + 1, space.layout.typeCount - 1)
        case (.edges, .left): next.slot = inReadingOrder(cursor.slot, by: -1)
        case (.edges, .right): next.slot = inReadingOrder(cursor.slot, by: 1)
        case (.edges, .up): next.slot = nearest(to: cursor.slot) { $0 < $1 }
        case (.edges, .down): next.slot = nearest(to: cursor.slot) { $0 > $1 }
        }
        return next
    }

    private func inReadingOrder(_ slot: Int, by places: Int) -> Int {
        let slots = space.layout.slots
        let order = slots.indices.sorted { (slots[$0].from, slots[$0].to) < (slots[$1].from, slots[$1].to) }
        let place = (order.firstIndex(of: slot) ?? 0) + places
        return order[min(max(place, 0), order.count - 1)]
    }

    private func nearest(to slot: Int, _ isWanted: (_ row: Int, _ from: Int) -> Bool) -> Int {
        let graph = space.layout, slots = graph.slots, here = slots[slot]
        func distance(_ other: Int) -> Int { abs(slots[other].from - here.from) * graph.nodeCount + abs(slots[other].to - here.to) }
        return slots.indices.filter { isWanted(slots[$0].from, here.from) }.min { distance($0) < distance($1) } ?? slot
    }
}
