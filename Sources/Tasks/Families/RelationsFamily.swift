import Platform

/// A disc and a square: where is the disc, as the square sees it?
struct RelationsFamily: TaskFamily {
    let name = "relations"
    let about = "where the disc is, seen from the square"
    let classNames = ["left", "right", "above", "below"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let (dx, dy) = [(-1.0, 0.0), (1, 0), (0, -1), (0, 1)][label], turn = draws.uniform(-0.5, 0.5), far = draws.uniform(0.34, 0.5)
        let step = (far * (dx * cos(turn) - dy * sin(turn)), far * (dx * sin(turn) + dy * cos(turn))), radius = draws.uniform(0.1, 0.14)
        // Anywhere where both are on the canvas.
        let x = draws.uniform(radius + max(0, -step.0), 1 - radius - max(0, step.0)), y = draws.uniform(radius + max(0, -step.1), 1 - radius - max(0, step.1))
        let square = Pose(x: x, y: y, radius: radius), disc = Pose(x: x + step.0, y: y + step.1, radius: radius), ink = draws.uniform(0.75, 1)
        // Dirt, which tells nothing.
        for _ in 0..<draws.below(5) {
            let spot = Pose(&draws, radius: 0.03...0.08, angle: 0), shade = draws.uniform(0.2, 0.9)
            canvas.paint(shade) { x, y in (x - spot.x) * (x - spot.x) + (y - spot.y) * (y - spot.y) < spot.radius * spot.radius }
        }
        canvas.paint(ink) { x, y in
            let (u, v) = square.local(x, y)
            return max(abs(u), abs(v)) < 1
        }
        // The disc has a hole, so that eight pixels a side are enough to know it by.
        canvas.paint(ink) { x, y in
            let (u, v) = disc.local(x, y)
            return u * u + v * v < 1.2 && u * u + v * v > 0.2
        }
    }
}
