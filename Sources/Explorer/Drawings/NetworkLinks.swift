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

extension EntryCursor {
    /// Layers stand side by side, and types and links under each other.
    mutating func moveInNetwork(_ direction: Direction) {
        guard part == .edges else {
            switch direction {
            case .up: type = max(type - 1, 0)
            case .down: type = min(type + 1, MobileNet.layout.typeCount - 1)
            case .left: node = max(node - 1, 0)
            case .right: node = min(node + 1, MobileNet.layerCount - 1)
            }
            return
        }
        let from = MobileNet.layout.slots[slot].from, row = NetworkLinks.row(of: slot)
        switch direction {
        case .left: slot = (0..<from).reversed().lazy.compactMap { NetworkLinks.slot(from: $0, row) }.first ?? slot
        case .right: slot = (from + 1..<MobileNet.layerCount).lazy.compactMap { NetworkLinks.slot(from: $0, row) }.first ?? slot
        case .up, .down:
            let other = direction == .up ? NetworkLinks.Row.next : .out
            guard other != row else { return }
            let near = (0..<MobileNet.layerCount).filter { NetworkLinks.slot(from: $0, other) != nil }.min { abs($0 - from) < abs($1 - from) }
            slot = near.flatMap { NetworkLinks.slot(from: $0, other) } ?? slot
        }
    }
}
