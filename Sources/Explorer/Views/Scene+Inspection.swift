import Terminal

extension Scene {
    func drawInspection(on canvas: inout Canvas) {
        canvas.draw(Panel("inspect", theme: theme), in: layout.lower)
    }
}
