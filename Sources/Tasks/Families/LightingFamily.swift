import Platform

/// Balls before a wall, lit from one side.
struct LightingFamily: TaskFamily {
    let name = "lighting"
    let about = "from where the balls are lit"
    let classNames = ["above", "right", "below", "left"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let angle = Double(label) * .pi / 2 + draws.uniform(-0.45, 0.45), light = (sin(angle), -cos(angle)), height = draws.uniform(0.25, 0.7)
        let wall = draws.uniform(0.1, 0.7)
        canvas.fill { _, _ in wall }
        for _ in 0..<1 + draws.below(3) {
            let ball = Pose(&draws, radius: 0.16...0.3, angle: 0)
            // Lambert's law on a sphere; one pixel after the other, since shades change within it.
            canvas.shade { x, y in
                let (u, v) = ball.local(x, y), square = u * u + v * v
                guard square < 1 else { return nil }
                return max(0.08 + 0.9 * (u * light.0 + v * light.1 + (1 - square).squareRoot() * height) / (1 + height * height).squareRoot(), 0.02)
            }
        }
    }
}

extension TaskCanvas {
    /// Lays a shading over what is there, wherever there is one.
    mutating func shade(_ value: (_ x: Double, _ y: Double) -> Double?) {
        for row in 0..<size {
            for column in 0..<size {
                var sum = 0.0, hits = 0
                for i in 0..<4 {
                    for j in 0..<4 {
                        guard let shade = value((Double(column) + (Double(j) + 0.5) / 4) / Double(size), (Double(row) + (Double(i) + 0.5) / 4) / Double(size)) else { continue }
                        sum += min(max(shade, 0), 1)
                        hits += 1
                    }
                }
                if hits > 0 { set(row: row, column: column, (sum + Double(16 - hits) * Double(values[row * size + column])) / 16) }
            }
        }
    }
}
