import Platform

/// Spirals of one or two arms that wind one way or the other.
struct SpiralsFamily: TaskFamily {
    let name = "spirals"
    let about = "which way the spiral winds, and how many arms it has"
    let classNames = ["left", "right", "left, two arms", "right, two arms"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let pose = Pose(x: draws.uniform(0.36, 0.64), y: draws.uniform(0.36, 0.64), radius: draws.uniform(0.34, 0.52), angle: draws.angle())
        let way = label % 2 == 0 ? -1.0 : 1.0, arms = label < 2 ? 1.0 : 2.0, turns = draws.uniform(1.5, 2.3) * (label < 2 ? 1 : 0.7), bend = draws.uniform(0.7, 1.3)
        let threshold = draws.uniform(-0.1, 0.5)
        canvas.paint(draws.uniform(0.5, 1)) { x, y in
            let (u, v) = pose.local(x, y), radius = (u * u + v * v).squareRoot()
            guard radius < 1 else { return false }
            return sin(arms * atan2(v, u) + way * 2 * .pi * turns * pow(radius, bend)) > threshold
        }
    }
}
