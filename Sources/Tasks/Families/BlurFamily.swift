import Platform

/// Lights photographed by a camera that moved.
struct BlurFamily: TaskFamily {
    let name = "blur"
    let about = "which way the camera moved"
    let classNames = ["level", "upright", "rising", "falling"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let angle = [0, Double.pi / 2, -.pi / 4, .pi / 4][label] + draws.uniform(-0.2, 0.2)
        let length = draws.uniform(0.1, 0.2), width = draws.uniform(0.07, 0.1)
        for _ in 0..<6 + draws.below(6) {
            let (x, y) = (draws.unit(), draws.unit()), (dx, dy) = (length * cos(angle) / 2, length * sin(angle) / 2)
            canvas.stroke([(x - dx, y - dy), (x + dx, y + dy)], width: width, ink: draws.uniform(0.4, 1))
        }
    }
}
