import Platform

/// Stripes of any width and place; their direction is asked for.
struct GratingsFamily: TaskFamily {
    let name = "gratings"
    let about = "which way the stripes run"
    let classNames = ["0°", "90°", "45°", "135°", "22°", "112°", "67°", "157°"]

    private static let degrees = [0, 90, 45, 135, 22.5, 112.5, 67.5, 157.5]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let angle = Self.degrees[label] * .pi / 180 + draws.uniform(-0.12, 0.12)
        let cycles = draws.uniform(2, 4.5), phase = draws.angle(), strength = draws.uniform(0.25, 0.5)
        // Stripes run along the angle, so that they change across it.
        canvas.fill { x, y in 0.5 + strength * sin(2 * .pi * cycles * (x * sin(angle) + y * cos(angle)) + phase) }
    }
}
