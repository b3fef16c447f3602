import Platform

/// Light on one side, dark on the other, and a soft or sharp edge anywhere between.
struct EdgesFamily: TaskFamily {
    let name = "edges"
    let about = "on which side it is light"
    let classNames = ["above", "below", "left", "right", "above left", "below right", "below left", "above right"]

    private static let sides: [(Double, Double)] = [(0, -1), (0, 1), (-1, 0), (1, 0), (-0.7071, -0.7071), (0.7071, 0.7071), (-0.7071, 0.7071), (0.7071, -0.7071)]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let turn = draws.uniform(-0.3, 0.3), (a, b) = Self.sides[label], dx = a * cos(turn) - b * sin(turn), dy = a * sin(turn) + b * cos(turn)
        let place = draws.uniform(-0.32, 0.32), softness = draws.uniform(0.02, 0.25), base = draws.uniform(0.1, 0.55), step = draws.uniform(0.2, 0.4)
        // Clouds over it, so that no single pixel tells.
        let (fx, fy, phase) = (draws.uniform(-3, 3), draws.uniform(-3, 3), draws.angle()), cloud = draws.uniform(0, 0.15)
        canvas.fill { x, y in
            let far = (x - 0.5) * dx + (y - 0.5) * dy - place
            return base + step / (1 + exp(-far / softness * 3)) + cloud * sin(2 * .pi * (fx * x + fy * y) + phase)
        }
    }
}
