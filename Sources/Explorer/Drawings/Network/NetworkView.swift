import Architectures
import Terminal

/// Networks of layers in stages: blocks in a row, and under them, column by column, V and E.
struct NetworkView: SpaceView {
    let space: SearchSpace

    let firstType = NodeType.conv3x3.rawValue
    let groupsTitle = "blocks by stage"
    let exactWords = "all networks, stage by stage"
    // Formulas stand in a narrow column.
    let nouns = "nets"
    let lettersWidth = 24
    let hasRowMarks = false

    func name(ofGroup place: Int) -> String { "\(place + 1)" }
    func groupWidth(_ tier: ScreenLayout.Tier, in room: Int) -> Int? { 10 }

    func heights(_ tier: ScreenLayout.Tier, height: Int, for stage: StageUse) -> Heights {
        stage == .none ? Heights(tier, height: height) : Heights(network: tier, height: height, isEntry: stage == .inspected)
    }

    func stage(_ tier: ScreenLayout.Tier, in stage: Rect, _ heights: Heights) -> StageParts {
        let parts = stage.rows([.fixed(heights.drawing), .flexible(), .fixed(min(heights.edges, max(stage.height - heights.drawing - 2, 0)))])
        return StageParts(picture: parts[0], vertices: parts[1], edges: parts[2])
    }

    private func grid(_ layout: ScreenLayout) -> NetworkGrid {
        let label = layout.tier == .large ? 8 : layout.tier == .regular ? 6 : 5
        return NetworkGrid(x: layout.stage.x, width: layout.stage.width, label: label, cells: 2...7, leastGap: 2)
    }

    func drawStage(_ scene: Scene, on canvas: inout Canvas) { scene.drawNetwork(self, in: grid(scene.layout), on: &canvas) }

    /// The first type in view, where there is no room for all ten.
    func firstType(_ layout: ScreenLayout, _ cursor: EntryCursor) -> Int {
        let room = max(layout.vertices.height - 1, 0)
        return GridPlan.window(of: 0..<space.layout.typeCount, about: cursor.type, room: room).lowerBound
    }

    /// Where the two rows of E begin.
    func linkTop(_ layout: ScreenLayout) -> Int { layout.edges.bottom - NetworkLinks.Row.allCases.count }

    func entry(atX x: Int, y: Int, _ layout: ScreenLayout, _ cursor: EntryCursor) -> MatrixEntry? {
        guard let node = grid(layout).node(at: x) else { return nil }
        if layout.vertices.contains(x: x, y: y) {
            let type = y - layout.vertices.y - 1 + firstType(layout, cursor)
            return y > layout.vertices.y && type < space.layout.typeCount ? .vertex(node: node, type: type) : nil
        }
        guard layout.edges.contains(x: x, y: y), let row = NetworkLinks.Row(rawValue: y - linkTop(layout)) else { return nil }
        return NetworkLinks.slot(from: node, row).map { .edge(slot: $0) }
    }

    func moved(_ cursor: EntryCursor, _ direction: EntryCursor.Direction) -> EntryCursor { NetworkLinks.moved(cursor, direction) }

    func side(width: Int, isCompact: Bool) -> SideNeeds {
        // V with what is chosen, and E; in words a stage a row. The rows of the drawing come in threes.
        SideNeeds(states: isCompact ? 6 : 13, picture: 6...6, step: 3, reserve: 3)
    }

    func draw(_ side: Side, _ scene: Scene, on canvas: inout Canvas) { scene.drawNetwork(side, on: &canvas) }

    func row(of node: Int, isCompact: Bool) -> Int? { nil }

    /// The drawing, and under it how many others have each layer as it is.
    func draw(_ architecture: Architecture, share: (Int) -> Double?, _ theme: Theme, on canvas: inout Canvas, in rect: Rect) {
        let grid = NetworkGrid(x: rect.x, width: rect.width, label: 0, cells: 1...4, leastGap: 1), types = architecture.nodeTypes
        let layers = types.enumerated().map { node, type in
            let layer = MobileNet.Layer(code: type - 1)
            return NetworkDiagram.Layer(
                kernel: Double(layer?.kernel ?? 5), expansion: Double(layer?.expansion ?? 0), isAbsent: type == 0,
                strength: 0.35 + 0.65 * (share(node) ?? 1), age: 1)
        }
        // Rows of blocks come in threes; the names, and the shares where there are some, stand under them.
        let rows = max((rect.height - 2) / 3 * 3, 3)
        canvas.draw(NetworkDiagram(layers: layers, grid: grid, theme: theme), in: Rect(x: rect.x, y: rect.y, width: rect.width, height: rows))
        for (node, type) in types.enumerated() {
            let x = grid.column(of: node), y = rect.y + rows
            guard y < rect.bottom else { break }
            canvas.put(NetworkMatrices.label(type, columns: grid.body), at: x, y, type == 0 ? theme.faintStyle : theme.textStyle)
            guard y + 1 < rect.bottom, let share = share(node) else { continue }
            canvas.put(ShareBlock.of(share), at: x, y + 1, Style(theme.guidance))
        }
        if types.indices.contains(where: { share($0) != nil }), grid.right + 8 <= rect.right, rect.y + rows + 1 < rect.bottom {
            canvas.put("of all", endingAt: rect.right, rect.y + rows + 1, theme.faintStyle)
        }
    }
}
