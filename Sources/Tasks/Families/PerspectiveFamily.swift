import Platform

/// Rays that meet in one point beyond or near the edge.
struct PerspectiveFamily: TaskFamily {
    let name = "perspective"
    let about = "on which side the lines meet"
    let classNames = ["left", "right", "above", "below", "middle"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let (dx, dy) = [(-1.0, 0.0), (1, 0), (0, -1), (0, 1), (0, 0)][label], far = draws.uniform(0.35, 0.6)
        let point = (0.5 + dx * far + draws.uniform(-0.12, 0.12), 0.5 + dy * far + draws.uniform(-0.12, 0.12))
        let rays = (0..<(label == 4 ? 9 : 16)).map { ray in 2 * .pi * (Double(ray) + draws.uniform(-0.3, 0.3)) / (label == 4 ? 9 : 16) }
        let turn = draws.angle(), width = draws.uniform(0.05, 0.08)
        canvas.paint(draws.uniform(0.65, 1)) { x, y in
            rays.contains { angle in
                let end = (point.0 + 2 * cos(angle + turn), point.1 + 2 * sin(angle + turn))
                return distance(x, y, from: point, to: end) < width / 2
            }
        }
    }
}
