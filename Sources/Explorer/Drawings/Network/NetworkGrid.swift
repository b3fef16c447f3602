import Architectures
import Terminal

/// Where the twenty layers of a network are on a screen: five groups of four columns. The drawing, V and E share them, so that all that
/// belongs to a layer stands under each other.
struct NetworkGrid: Sendable, Hashable {
    /// Left end, and columns before the first layer, for the names of rows.
    let x, label: Int
    /// Columns of a layer, and between stages.
    let cell, gap: Int

    init(x: Int, label: Int, cell: Int, gap: Int) {
        (self.x, self.label, self.cell, self.gap) = (x, label, cell, gap)
    }

    /// As wide as there is room for.
    init(x: Int, width: Int, label: Int, cells: ClosedRange<Int>, leastGap: Int) {
        self.x = x
        self.label = label
        let room = width - label
        let fitting = cells.reversed().first { MobileNet.layerCount * $0 + (MobileNet.stageCount - 1) * leastGap <= room }
        cell = fitting ?? cells.lowerBound
        gap = min(max((room - MobileNet.layerCount * cell) / (MobileNet.stageCount - 1), 1), 5)
    }

    /// The left column of a stage, 0..<5.
    func column(ofStage stage: Int) -> Int { x + label + stage * (MobileNet.layersPerStage * cell + gap) }

    /// The left column of a layer, 0..<20.
    func column(of node: Int) -> Int {
        column(ofStage: node / MobileNet.layersPerStage) + node % MobileNet.layersPerStage * cell
    }

    /// The layer over or under a column of the screen.
    func node(at column: Int) -> Int? {
        (0..<MobileNet.layerCount).first { (self.column(of: $0)..<self.column(of: $0) + cell).contains(column) }
    }

    /// Columns of a layer that are filled: the rest is air between layers, where there is room for it.
    var body: Int { cell > 3 ? cell - 1 : cell }

    var right: Int { column(of: MobileNet.layerCount - 1) + body }
}
