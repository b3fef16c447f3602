import Terminal

extension Scene {
    func drawPopulation(on canvas: inout Canvas) {
        canvas.draw(Panel("population", theme: theme), in: layout.body)
    }
}
