import Platform

/// A patch of stripes of any width and strength, anywhere (Gabor 1946); their direction is asked for.
struct GratingsFamily: TaskFamily {
    let name = "gratings"
    let about = "which way the stripes run"
    let classNames = ["0°", "90°", "45°", "135°", "22°", "112°", "67°", "157°"]

    private static let degrees = [0, 90, 45, 135, 22.5, 112.5, 67.5, 157.5]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let angle = Self.degrees[label] * .pi / 180 + draws.uniform(-0.15, 0.15)
        let cycles = draws.uniform(2, 4.5), phase = draws.angle(), strength = draws.uniform(0.2, 0.5)
        let (px, py, spread) = (draws.uniform(0.3, 0.7), draws.uniform(0.3, 0.7), draws.uniform(0.16, 0.32)), ground = draws.uniform(0.4, 0.6)
        // Stripes run along the angle, so that they change across it.
        canvas.fill { x, y in
            let near = exp(-((x - px) * (x - px) + (y - py) * (y - py)) / (2 * spread * spread))
            return ground + strength * near * sin(2 * .pi * cycles * (x * sin(angle) + y * cos(angle)) + phase)
        }
    }
}
