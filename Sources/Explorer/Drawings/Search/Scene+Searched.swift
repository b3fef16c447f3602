import Architectures
import Terminal

extension Scene {
    /// An architecture that was evaluated: the brighter a choice, the more of the present candidates have it too.
    func drawSearched(_ architecture: Architecture, _ shares: ChoiceShares?, in area: Rect, on canvas: inout Canvas) {
        let types = architecture.nodeTypes
        view.draw(architecture, share: { node in types[ifPresent: node].flatMap { shares?.share(ofType: $0, at: node) } }, theme, on: &canvas, in: area)
    }

    /// How many of the candidates of the last round have each type at each choice.
    /// - Parameter chosen: types of those that are proposed
    func drawShares(_ shares: ChoiceShares, _ chosen: [[Int]], _ hue: Color, in area: Rect, on canvas: inout Canvas) {
        if space.drawing == .stages { return drawNetworkShares(shares, chosen, hue, in: area, on: &canvas) }
        if space.choices.count < area.height { return drawShareRows(shares, chosen, hue, in: area, on: &canvas) }
        drawShareColumns(shares, chosen, hue, in: area, on: &canvas)
    }
}
