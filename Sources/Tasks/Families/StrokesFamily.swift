import Platform

/// One stroke of a pen.
struct StrokesFamily: TaskFamily {
    let name = "strokes"
    let about = "how the pen moved"
    let classNames = ["line", "arc", "zigzag", "wave", "loop", "hook"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let pose = Pose(x: draws.uniform(0.42, 0.58), y: draws.uniform(0.42, 0.58), radius: draws.uniform(0.32, 0.42), angle: draws.angle())
        let mirror = draws.chance(0.5) ? 1.0 : -1.0, bend = draws.uniform(0.8, 1.1)
        let points = (0...24).map { step -> (Double, Double) in
            let t = Double(step) / 12 - 1  // −1…1
            switch label {
            case 0: return (t, 0.08 * bend * t * t)
            case 1: return (sin(1.5 * t * bend), 0.9 * cos(1.5 * t * bend) - 0.45)
            case 2: return (t, mirror * 0.55 * bend * (2 * abs((1.5 * (t + 1)).truncatingRemainder(dividingBy: 2) - 1) - 1))
            case 3: return (t, mirror * 0.45 * bend * sin(2 * .pi * t))
            case 4:
                // The cubic with a node (s³ − s, s²): the pen crosses its own line once.
                let s = 1.28 * t
                return (1.5 * (s * s * s - s) * bend, mirror * (1.1 * s * s - 0.9))
            default: return t < 0.2 ? (1.1 * t - 0.1, -0.35) : (0.12 + 0.5 * sin((t - 0.2) * 3.6) * bend, mirror * (0.15 - 0.5 * cos((t - 0.2) * 3.6)))
            }
        }
        let c = cos(pose.angle), s = sin(pose.angle)
        canvas.stroke(
            points.map { (pose.x + pose.radius * (c * $0.0 - s * $0.1), pose.y + pose.radius * (s * $0.0 + c * $0.1)) },
            width: draws.uniform(0.07, 0.11), ink: draws.uniform(0.75, 1))
    }
}
