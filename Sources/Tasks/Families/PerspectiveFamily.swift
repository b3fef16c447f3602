import Platform

/// Rays that meet in one point, light on dark or dark on light, with dirt over it.
struct PerspectiveFamily: TaskFamily {
    let name = "perspective"
    let about = "on which side the lines meet"
    let classNames = ["left", "right", "above", "below", "middle"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let (dx, dy) = [(-1.0, 0.0), (1, 0), (0, -1), (0, 1), (0, 0)][label], far = draws.uniform(0.2, 0.45)
        let point = (0.5 + dx * far + draws.uniform(-0.14, 0.14), 0.5 + dy * far + draws.uniform(-0.14, 0.14))
        let count = 8 + draws.below(5), rays = (0..<count).map { ray in 2 * .pi * (Double(ray) + draws.uniform(-0.35, 0.35)) / Double(count) }
        let turn = draws.angle(), width = draws.uniform(0.05, 0.08)
        let isLight = draws.chance(0.5), (dark, light) = (draws.uniform(0, 0.3), draws.uniform(0.7, 1))
        canvas.fill { _, _ in isLight ? dark : light }
        canvas.paint(isLight ? light : dark) { x, y in
            rays.contains { angle in
                let end = (point.0 + 2 * cos(angle + turn), point.1 + 2 * sin(angle + turn))
                return distance(x, y, from: point, to: end) < width / 2
            }
        }
        for _ in 0..<2 + draws.below(4) {
            let spot = Pose(&draws, radius: 0.06...0.14, angle: 0)
            canvas.paint(draws.unit()) { x, y in
                let (u, v) = spot.local(x, y)
                return u * u + v * v < 1
            }
        }
    }
}
