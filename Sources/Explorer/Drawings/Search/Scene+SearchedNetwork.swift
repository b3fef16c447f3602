import Architectures
import Terminal

extension Scene {
    /// A network that was evaluated: its drawing, and under it how many of the present candidates have each layer as it is.
    func drawSearchedNetwork(_ types: [Int], _ shares: ChoiceShares?, in area: Rect, on canvas: inout Canvas) {
        let grid = NetworkGrid(x: area.x, width: area.width, label: 0, cells: 1...4, leastGap: 1)
        let isShared = !(shares?.rows.isEmpty ?? true)
        func share(_ node: Int) -> Double? { types[ifPresent: node].flatMap { shares?.share(ofType: $0, at: node) } }
        let layers = types.enumerated().map { node, type in
            let layer = MobileNet.Layer(code: type - 1)
            return NetworkDiagram.Layer(
                kernel: Double(layer?.kernel ?? 5), expansion: Double(layer?.expansion ?? 0), isAbsent: type == 0,
                strength: 0.35 + 0.65 * (share(node) ?? 1), age: 1)
        }
        // Rows of blocks come in threes; the names, and the shares where there are some, stand under them.
        let rows = max((area.height - 2) / 3 * 3, 3)
        canvas.draw(NetworkDiagram(layers: layers, grid: grid, theme: theme), in: Rect(x: area.x, y: area.y, width: area.width, height: rows))
        for (node, type) in types.enumerated() {
            let x = grid.column(of: node), y = area.y + rows
            guard y < area.bottom else { break }
            canvas.put(NetworkMatrices.label(type, columns: grid.body), at: x, y, type == 0 ? theme.faintStyle : theme.textStyle)
            guard y + 1 < area.bottom, let share = share(node) else { continue }
            canvas.put(StateMatrix.block(share), at: x, y + 1, Style(theme.guidance))
        }
        if isShared, grid.right + 8 <= area.right, area.y + rows + 1 < area.bottom {
            canvas.put("of all", endingAt: area.right, area.y + rows + 1, theme.faintStyle)
        }
    }

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
