import Architectures
import Terminal

/// A network as people draw it: five stages in a row, each layer a block as wide as its kernel and as high as its expansion, on the line
/// that an image goes along. What is not decided yet is drawn as its mean, so that blocks grow into what they become.
struct NetworkDiagram: Widget {
    struct Layer: Sendable, Hashable {
        /// Kernel 3…7 and expansion 0…6, by expectation over the probabilities of the types; an absent layer has none of the latter.
        var kernel, expansion: Double
        /// The choice is that the layer is absent.
        var isAbsent: Bool
        /// How sure the choice is, 0…1: brightness.
        var strength: Double
        /// 0 just changed … 1 long ago.
        var age: Double
        /// Another run chose otherwise here.
        var differs = false
    }

    var layers: [Layer]
    var grid: NetworkGrid
    var theme: Theme

    /// Blocks stand on the last row of the rectangle; only its rows matter, the columns are the grid's.
    func draw(on canvas: inout Canvas, in rect: Rect) {
        guard rect.height > 0, layers.count == MobileNet.layerCount else { return }
        drawLine(on: &canvas, y: rect.bottom - 1)
        for (node, layer) in layers.enumerated() where !layer.isAbsent || layer.expansion >= 1 { draw(layer, node, on: &canvas, in: rect) }
    }

    /// The way of an image, seen between stages and through absent layers.
    private func drawLine(on canvas: inout Canvas, y: Int) {
        for stage in 0..<MobileNet.stageCount {
            let first = stage * MobileNet.layersPerStage
            for node in first..<first + MobileNet.layersPerStage where layers[node].isAbsent {
                let hue = theme.isMonochrome ? Style().dim : Style(theme.glow(theme.rule, toward: glow(layers[node]), age: layers[node].age))
                canvas.put(String(repeating: "╌", count: grid.body), at: grid.column(of: node), y, hue)
            }
            guard stage + 1 < MobileNet.stageCount else { continue }
            let end = grid.column(of: first + MobileNet.layersPerStage - 1) + grid.body
            let count = grid.column(ofStage: stage + 1) - end
            canvas.put(String(repeating: "─", count: max(count - 1, 0)) + "▸", at: end, y, theme.faintStyle)
        }
    }

    /// A block in quarters of a character: two a column, two a row.
    private func draw(_ layer: Layer, _ node: Int, on canvas: inout Canvas, in rect: Rect) {
        // Without air between columns a half column stays free, so that neighbours do not run together.
        let room = grid.cell > 3 ? 2 * grid.body : 2 * grid.body - 1
        let width = (Double(room) * layer.kernel / 7).rounded(into: 1...max(room, 1))
        let height = (Double(2 * rect.height) * layer.expansion / 6).rounded(into: 0...2 * rect.height)
        let left = (room - width) / 2
        let style = style(layer)
        for row in 0..<rect.height {
            let (low, high) = (height > 2 * row, height > 2 * row + 1)
            guard low else { break }
            for column in 0..<grid.body {
                let isLeft = (left..<left + width).contains(2 * column), isRight = (left..<left + width).contains(2 * column + 1)
                guard isLeft || isRight else { continue }
                canvas.put(Self.quarters(isLeft, isRight, isHigh: high), at: grid.column(of: node) + column, rect.bottom - 1 - row, style)
            }
        }
    }

    private static func quarters(_ isLeft: Bool, _ isRight: Bool, isHigh: Bool) -> String {
        switch (isLeft, isRight) {
        case (true, true): isHigh ? "█" : "▄"
        case (true, false): isHigh ? "▌" : "▖"
        case (false, true): isHigh ? "▐" : "▗"
        case (false, false): " "
        }
    }

    private func style(_ layer: Layer) -> Style {
        guard !theme.isMonochrome else { return layer.strength > 0.9 ? Style().bold : layer.strength > 0.5 ? .plain : Style().dim }
        let rest = layer.differs ? theme.focus : theme.ramp(theme.state, 0.12 + 0.88 * layer.strength)
        return Style(theme.glow(rest, toward: glow(layer), age: layer.age))
    }

    /// The surer the new choice, the brighter: while all is noise, choices flip at every step, and mean little.
    private func glow(_ layer: Layer) -> Color {
        theme.background.mixed(with: theme.focus, amount: 0.3 + 0.7 * layer.strength)
    }
}

extension NetworkDiagram.Layer {
    /// A layer as a moment of a run sees it.
    init(_ node: Int, _ moment: Snapshot, age: Double) {
        let types = MobileNet.layout.typeCount
        let probabilities = moment.guided[node * types..<(node + 1) * types]
        let present = probabilities.dropFirst().reduce(0, +)
        var (kernel, expansion) = (0.0, 0.0)
        for (code, probability) in probabilities.dropFirst().enumerated() {
            guard let layer = MobileNet.Layer(code: code) else { continue }
            kernel += probability * Double(layer.kernel)
            expansion += probability * Double(layer.expansion)
        }
        let (type, probability) = moment.choice(at: node)
        // One in ten is what is known before anything is known.
        self.init(
            kernel: present > 0 ? kernel / present : 5, expansion: min(expansion, 6), isAbsent: type == 0,
            strength: min(max((probability - 0.1) / 0.9, 0), 1), age: age)
    }
}
