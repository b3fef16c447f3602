import Architectures

/// The slots of E by the layer they leave, in two rows.
enum NetworkLinks {
    /// To the next layer of the stage, and out of it to the next stage.
    enum Row: Int, CaseIterable { case next, out }

    static func row(of slot: Int) -> Row {
        let pair = MobileNet.layout.slots[slot]
        return pair.from / MobileNet.layersPerStage == pair.to / MobileNet.layersPerStage ? .next : .out
    }

    static func slot(from node: Int, _ row: Row) -> Int? {
        slots.indices.contains(node) ? slots[node][row.rawValue] : nil
    }

    /// By layer, then by row.
    private static let slots: [[Int?]] = (0..<MobileNet.layerCount).map { node in
        Row.allCases.map { row in
            MobileNet.layout.slots.indices.first { MobileNet.layout.slots[$0].from == node && Self.row(of: $0) == row }
        }
    }
}

extension NetworkLinks {
    /// Layers stand side by side, and types and links under each other.
    static func moved(_ cursor: EntryCursor, _ direction: EntryCursor.Direction) -> EntryCursor {
        var next = cursor
        guard cursor.part == .edges else {
            switch direction {
            case .up: next.type = max(cursor.type - 1, 0)
            case .down: next.type = min(cursor.type + 1, MobileNet.layout.typeCount - 1)
            case .left: next.node = max(cursor.node - 1, 0)
            case .right: next.node = min(cursor.node + 1, MobileNet.layerCount - 1)
            }
            return next
        }
        let from = MobileNet.layout.slots[cursor.slot].from, row = row(of: cursor.slot)
        let found: Int?
        switch direction {
        case .left: found = (0..<from).reversed().lazy.compactMap { slot(from: $0, row) }.first
        case .right: found = (from + 1..<MobileNet.layerCount).lazy.compactMap { slot(from: $0, row) }.first
        case .up, .down:
            let other = direction == .up ? Row.next : .out
            guard other != row else { return cursor }
            let near = (0..<MobileNet.layerCount).filter { slot(from: $0, other) != nil }.min { abs($0 - from) < abs($1 - from) }
            found = near.flatMap { slot(from: $0, other) }
        }
        next.slot = found ?? cursor.slot
        return next
    }
}
