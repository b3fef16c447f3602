import Architectures
import Terminal

extension Scene {
    /// Where the candidates of the last round are: by layer, how many have each kernel and each expansion, or lack it. A block as high as the
    /// share on a ground as bright; what is proposed is marked.
    func drawNetworkShares(_ shares: ChoiceShares, _ chosen: [[Int]], _ hue: Color, in area: Rect, on canvas: inout Canvas) {
        let grid = NetworkGrid(x: area.x, width: area.width, label: 5, cells: 1...2, leastGap: 1)
        for (row, kind) in Self.layerKinds.enumerated() where row < area.height {
            let y = area.y + row
            canvas.put(kind.name, at: area.x, y, theme.faintStyle)
            for node in 0..<MobileNet.layerCount {
                let share = kind.types.reduce(0) { $0 + (shares.share(ofType: $1, at: node) ?? 0) }
                let isChosen = chosen.contains { $0[ifPresent: node].map(kind.types.contains) ?? false }
                drawBlock(share, isChosen: isChosen, hue, in: Rect(x: grid.column(of: node), y: y, width: grid.cell, height: 1), on: &canvas)
            }
        }
    }

    /// What a layer can be by kernel and by expansion, as columns of V.
    private static let layerKinds: [(name: String, types: [Int])] = {
        let layers = (0..<MobileNet.Layer.count).compactMap(MobileNet.Layer.init(code:))
        func types(_ isSo: (MobileNet.Layer) -> Bool) -> [Int] { layers.indices.filter { isSo(layers[$0]) }.map { $0 + 1 } }
        return [3, 5, 7].map { kernel in ("k \(kernel)", types { $0.kernel == kernel }) }
            + [3, 4, 6].map { expansion in ("e \(expansion)", types { $0.expansion == expansion }) } + [("none", [0])]
    }()
}
