import Architectures
import Terminal

/// Any graph: its nodes by their distance from the input, and beside them V and E, as much of both as there is room for.
struct LayeredView: SideBySideView {
    let space: SearchSpace

    var exactWords: String { space.isListed ? "all \(space.count.fixed(0)) \(space.words.nouns)" : "all \(space.words.nouns), block by block" }
    var verdict: String { "A valid \(space.words.noun): its \(space.words.type)s\(space.layout.slots.isEmpty ? "" : " and its edges") agree." }

    // MARK: the stage

    func stage(_ tier: ScreenLayout.Tier, in stage: Rect, _ heights: Heights) -> StageParts {
        let gap = tier == .compact ? 1 : tier == .regular ? 3 : 4, widths = widths(tier, in: stage.width, gap: gap)
        let parts = stage.columns([.flexible(), .fixed(widths.vertices), .fixed(widths.edges)], gap: gap)
        return StageParts(picture: parts[0].inset(right: tier == .compact ? 1 : 0), vertices: parts[1], edges: parts[2])
    }

    /// Columns of an entry of V and of E, and of both parts: as wide as leaves the picture its room, and then as much of them as fits.
    private func widths(_ tier: ScreenLayout.Tier, in width: Int, gap: Int) -> (vertexCell: Int, edgeCell: Int, vertices: Int, edges: Int) {
        let targets = targets.count, types = space.layout.typeCount, labels = (label(tier), edgeLabel(tier))
        // The picture of a graph of many nodes needs more than that of a few; it never takes more than half.
        let picture = min(max(space.layout.nodeCount * (tier == .large ? 8 : 6), 26), width / 2)
        let room = width - picture - 2 * gap
        let cells = tier == .large ? [(6, 4), (4, 3), (3, 2), (2, 2)] : tier == .regular ? [(4, 3), (4, 2), (3, 2), (2, 2)] : [(3, 2), (2, 2)]
        for (vertex, edge) in cells {
            let parts = (labels.0 + types * vertex, targets == 0 ? 0 : labels.1 + targets * edge)
            if parts.0 + parts.1 <= room { return (vertex, edge, parts.0, parts.1) }
        }
        let edges = targets == 0 ? 0 : labels.1 + min(targets, max((room / 3 - labels.1) / 2, 4)) * 2
        return (2, 2, max(min(labels.0 + types * 2, room - edges), 0), edges)
    }

    /// The nodes that edges may reach: the columns of E.
    private var targets: Range<Int> {
        let nodes = space.layout.slots.map(\.to)
        guard let first = nodes.min(), let last = nodes.max() else { return 0..<0 }
        return first..<last + 1
    }

    /// Columns before V: the names of the nodes, since when they have been settled, and the cursor.
    private func label(_ tier: ScreenLayout.Tier) -> Int {
        func widest(_ names: some Sequence<String>) -> Int { min(names.reduce(0) { max($0, CharacterWidth.columns(of: $1)) }, 6) }
        let all = widest(space.words.nodes), chosen = widest(space.choices.compactMap { space.words.nodes[ifPresent: $0] })
        return tier == .compact ? max(all + 1, 4) : max(all + 2, chosen + 4, tier == .large ? 9 : 7)
    }

    /// Rows of V and E are the same: on a narrow screen their names stand once.
    private func edgeLabel(_ tier: ScreenLayout.Tier) -> Int { tier == .compact ? 0 : 5 }

    func grids(_ layout: ScreenLayout, _ cursor: EntryCursor) -> GridPair {
        let tier = layout.tier, gap = tier == .compact ? 1 : tier == .regular ? 3 : 4
        let widths = widths(tier, in: layout.stage.width, gap: gap), height = max(layout.vertices.height - 2, 0), nodes = space.layout.nodeCount
        let row = tier == .large && nodes * 2 <= height ? 2 : 1, pair = space.layout.slots[ifPresent: cursor.slot]
        let owner = cursor.part == .edges ? pair?.from ?? 0 : cursor.node
        let rows = GridPlan.window(of: 0..<nodes, about: owner, room: height / row)
        func columns(_ all: Range<Int>, _ rect: Rect, _ label: Int, _ cell: Int, about place: Int) -> Range<Int> {
            GridPlan.window(of: all, about: place, room: max(rect.width - label, 0) / cell)
        }
        let labels = (label(tier), edgeLabel(tier))
        // Away from E its columns are those behind the node.
        let reached = cursor.part == .edges ? pair?.to ?? 0 : owner + max(layout.edges.width - labels.1, 0) / widths.edgeCell / 2
        return GridPair(
            vertices: GridPlan(
                rect: layout.vertices, label: labels.0, cell: widths.vertexCell, row: row, rows: rows,
                columns: columns(0..<space.layout.typeCount, layout.vertices, labels.0, widths.vertexCell, about: cursor.type),
                all: 0..<space.layout.typeCount),
            edges: GridPlan(
                rect: layout.edges, label: labels.1, cell: widths.edgeCell, row: row, rows: rows,
                columns: columns(targets, layout.edges, labels.1, widths.edgeCell, about: reached), all: targets))
    }

    func typeNames(_ plan: GridPlan) -> [String] { plan.columns.map { typeName($0, columns: plan.cell) } }

    private func typeName(_ type: Int, columns: Int) -> String {
        // A name as wide as its column would run into the next.
        let names = [space.label(ofType: type), space.shortLabel(ofType: type)]
        return names.first { $0.count < columns } ?? (columns > 2 ? String(names[1].prefix(columns - 1)) : space.letter(ofType: type))
    }

    func nodeNames(_ plan: GridPlan) -> [String] {
        let columns = max(plan.cell - 1, 1)
        return plan.columns.map { node in
            let name = space.words.nodes[ifPresent: node] ?? ""
            // A number's last digits tell more than what stands before it.
            return String(name.last?.isNumber ?? false ? name.suffix(columns) : name.prefix(columns))
        }
    }

    // MARK: the picture

    func drawPicture(_ scene: Scene, _ branch: Branch, _ snapshot: Snapshot, on canvas: inout Canvas, in rect: Rect) {
        let other = snapshot.isEnd ? (scene.state.origin ?? scene.state.twin)?.end : nil, ages = scene.state.glowAges
        let differing = other.map { other in (0..<space.layout.nodeCount).filter { other.choice(at: $0).type != snapshot.choice(at: $0).type } } ?? []
        canvas.draw(diagram(snapshot, Set(differing), ages, scene.theme, focus: scene.state.inspection.cursor.node), in: rect)
    }

    func diagram(_ moment: Snapshot, _ differing: Set<Int>, _ ages: [Int: Double], _ theme: Theme, focus: Int) -> LayeredDiagram {
        let base = 1 / Double(max(space.chosenTypes.count, 1))
        let nodes = (0..<space.layout.nodeCount).map { node in
            let (type, probability) = moment.choice(at: node)
            var drawn = self.node(node, type, strength: ((probability - base) / max(1 - base, 1e-9)).limited(to: 0...1))
            drawn.isSettled = probability >= Snapshot.settledAt
            drawn.differs = differing.contains(node)
            drawn.age = ages[node] ?? 1
            return drawn
        }
        let edges = space.layout.slots.indices.map { slot -> LayeredDiagram.Edge? in
            let probability = moment.guided[ifPresent: space.layout.vertexDimension + slot] ?? 0
            guard moment.decoded.edges[ifPresent: slot] ?? false else { return nil }
            return LayeredDiagram.Edge(strength: (2 * probability - 1).limited(to: 0...1), isSettled: probability >= Snapshot.settledAt)
        }
        return LayeredDiagram(graph: space.layout, nodes: nodes, edges: edges, theme: theme, focus: focus)
    }

    private func node(_ node: Int, _ type: Int, strength: Double) -> LayeredDiagram.Node {
        let name = (space.words.nodes[ifPresent: node] ?? "").truncated(to: 8), isFixed = !space.choices.contains(node)
        // As wide as the widest, so that nodes stay where they are when their types change.
        func padded(_ name: (Int) -> String, _ most: Int) -> String {
            let width = space.chosenTypes.reduce(1) { max($0, CharacterWidth.columns(of: name($1))) }
            return name(type).padded(to: min(width, most))
        }
        return LayeredDiagram.Node(
            name: name, label: padded(space.label(ofType:), 8), short: padded(space.shortLabel(ofType:), 4), letter: space.letter(ofType: type),
            strength: strength, isSettled: true, isFixed: isFixed, isNothing: !isFixed && space.isNothing(type))
    }

    func draw(_ architecture: Architecture, share: (Int) -> Double?, _ theme: Theme, on canvas: inout Canvas, in rect: Rect) {
        let nodes = architecture.nodeTypes.enumerated().map { self.node($0, $1, strength: 0.35 + 0.65 * (share($0) ?? 1)) }
        let edges = architecture.edges.map { $0 ? LayeredDiagram.Edge(strength: 1, isSettled: true) : nil }
        canvas.draw(LayeredDiagram(graph: space.layout, nodes: nodes, edges: edges, theme: theme), in: rect)
    }

    // MARK: lists

    func groupWidth(_ tier: ScreenLayout.Tier, in room: Int) -> Int? {
        let width = tier == .compact ? 5 : 9
        return space.groups.allSatisfy { $0.nodes.count == 1 } && width * space.groups.count <= room ? width : nil
    }
}
