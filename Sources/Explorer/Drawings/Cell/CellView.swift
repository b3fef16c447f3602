import Architectures
import Terminal

/// Cells: feature maps joined by operations, and beside them their state.
struct CellView: SideBySideView {
    let space: SearchSpace

    let firstType = NodeType.conv3x3.rawValue
    var captioned: [[String]]? {
        [
            ["cifar10_test", "baseline_accuracy", "cifar10_valid", "cifar100_test"], ["params_m", "macs_m"],
            ["latency_ms_pixel3", "latency_ms_raspi4", "latency_ms_eyeriss", "latency_ms_fpga"],
        ]
    }
    var exactWords: String { "all 15,625 cells" }

    func stage(_ tier: ScreenLayout.Tier, in stage: Rect, _ heights: Heights) -> StageParts {
        let gap = tier == .compact ? 1 : tier == .regular ? 3 : 4
        let vertexWidth = Self.vertexLabel(tier) + 7 * Self.vertexCell(tier)
        let edgeWidth = Self.edgeLabel(tier) + 8 * Self.edgeCell(tier)
        guard stage.width >= vertexWidth + edgeWidth + 2 * gap + 34 else {
            return StageParts(
                picture: Rect(x: stage.x, y: stage.y, width: stage.width - vertexWidth - gap, height: stage.height),
                vertices: Rect(x: stage.right - vertexWidth, y: stage.y, width: vertexWidth, height: stage.height),
                edges: Rect(x: stage.right, y: stage.y, width: 0, height: 0))
        }
        let parts = stage.columns([.flexible(), .fixed(vertexWidth), .fixed(edgeWidth)], gap: gap)
        // Beyond this the diagram gains nothing from room; the rest is air between the panels.
        return StageParts(picture: parts[0].inset(right: tier == .compact ? 1 : 0), vertices: parts[1], edges: parts[2])
    }

    func grids(_ layout: ScreenLayout, _ cursor: EntryCursor) -> GridPair {
        let tier = layout.tier, row = tier == .large ? 2 : 1, graph = space.layout
        return GridPair(
            vertices: GridPlan(
                rect: layout.vertices, label: Self.vertexLabel(tier), cell: Self.vertexCell(tier), row: row, rows: 0..<graph.nodeCount,
                columns: 0..<graph.typeCount, all: 0..<graph.typeCount),
            edges: GridPlan(
                rect: layout.edges, label: Self.edgeLabel(tier), cell: Self.edgeCell(tier), row: row, rows: 0..<graph.nodeCount,
                columns: 0..<graph.nodeCount, all: 0..<graph.nodeCount))
    }

    /// Columns of the screen a cell of a matrix takes.
    private static func vertexCell(_ tier: ScreenLayout.Tier) -> Int { tier == .large ? 6 : tier == .regular ? 4 : 3 }
    private static func edgeCell(_ tier: ScreenLayout.Tier) -> Int { tier == .large ? 4 : tier == .regular ? 3 : 2 }
    /// Columns of the screen before them, for the names of the rows, since when they have been settled, and the cursor.
    private static func vertexLabel(_ tier: ScreenLayout.Tier) -> Int { tier == .large ? 9 : tier == .regular ? 7 : 4 }
    private static func edgeLabel(_ tier: ScreenLayout.Tier) -> Int { tier == .compact ? 2 : 5 }

    func typeNames(_ plan: GridPlan) -> [String] { Self.typeNames(plan.cell) }

    static func typeNames(_ columns: Int) -> [String] {
        switch columns {
        case 5...: ["in", "out", "none", "skip", "1×1", "3×3", "pool"]
        case 4: ["in", "out", "∅", "skp", "1×1", "3×3", "pool"]
        default: ["in", "ou", "∅", "sk", "1×", "3×", "po"]
        }
    }

    func nodeNames(_ plan: GridPlan) -> [String] { plan.cell > 3 ? space.words.nodes : Self.nodeNames(plan.cell) }

    static func nodeNames(_ columns: Int) -> [String] {
        columns > 2 ? ["in"] + Cell.edges.map { "\($0.from)\($0.to)" } + ["out"] : ["i", "1", "2", "3", "4", "5", "6", "o"]
    }

    func drawPicture(_ scene: Scene, _ branch: Branch, _ snapshot: Snapshot, on canvas: inout Canvas, in rect: Rect) {
        let ages = scene.state.glowAges
        let edges = (0..<6).map { scene.edge($0, snapshot, age: ages[$0 + 1]) }
        canvas.draw(CellDiagram(edges: edges, theme: scene.theme), in: rect)
    }

    func draw(_ architecture: Architecture, share: (Int) -> Double?, _ theme: Theme, on canvas: inout Canvas, in rect: Rect) {
        guard let cell = architecture.cell else { return }
        let edges = cell.operations.enumerated().map { edge, operation in
            let share = share(edge + 1)
            return CellDiagram.Edge(
                label: NodeType(operation).label, strength: 0.35 + 0.65 * (share ?? 1), isSettled: true, isNone: operation == .none,
                isDead: operation != .none && !cell.isLive(edge: edge), age: 1,
                note: share.map { "\(($0 * 100).fixed(0).padded(to: 3, alignedRight: true))%" } ?? "")
        }
        canvas.draw(CellDiagram(edges: edges, theme: theme), in: rect)
    }
}
