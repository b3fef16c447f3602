import Terminal

extension Scene {
    func drawComparison(on canvas: inout Canvas) {
        canvas.draw(Panel("compare", theme: theme), in: layout.body)
    }
}
