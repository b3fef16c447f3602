import Terminal

extension Scene {
    /// One panel, as large as there is room for.
    func drawZoomed(_ zoom: Zoom, on canvas: inout Canvas) {
        let scene = Scene(state.zoomed(zoom))
        var large = Canvas(width: zoom.width, height: zoom.height, filling: Glyph(" ", Style(theme.text, on: theme.background)))
        state.shownPage.draw(scene, on: &large)
        scene.drawCovers(on: &large)
        for y in 0..<zoom.panel.height {
            for x in 0..<zoom.panel.width { canvas[zoom.x + x, zoom.y + y] = large[zoom.panel.x + x, zoom.panel.y + y] }
        }
    }

    /// All but one panel fades.
    func drawSpotlight(on canvas: inout Canvas) {
        guard let name = state.presenting.spotlit, let lit = state.panel(name)?.rect, state.zoom == nil else { return }
        let all = Rect(x: 0, y: 1, width: canvas.width, height: max(layout.lesson.isEmpty ? canvas.height - 2 : layout.lesson.y - 1, 0))
        let around = [
            Rect(x: all.x, y: all.y, width: all.width, height: max(lit.y - all.y, 0)),
            Rect(x: all.x, y: lit.bottom, width: all.width, height: max(all.bottom - lit.bottom, 0)),
            Rect(x: all.x, y: lit.y, width: max(lit.x - all.x, 0), height: lit.height),
            Rect(x: lit.right, y: lit.y, width: max(all.right - lit.right, 0), height: lit.height),
        ]
        for rect in around where !rect.isEmpty { canvas.dim(rect, toward: theme.background, amount: 0.75) }
    }

    /// The last keys, at the right end of the line that names keys.
    func drawPressed(on canvas: inout Canvas) {
        var x = layout.footer.right
        for key in state.presenting.pressed.reversed() {
            let text = " \(key.name) " + (key.count > 1 ? "×\(key.count) " : "")
            x -= CharacterWidth.columns(of: text) + 1
            guard x >= layout.footer.x else { return }
            canvas.put(" ", at: x - 1, layout.footer.y, theme.textStyle)
            canvas.put(text, at: x, layout.footer.y, theme.isMonochrome ? Style().reverse.bold : Style(theme.background, on: theme.text).bold)
        }
    }
}
