import Platform

/// A crooked sheet with holes punched into it, and as much dirt as makes up for the light that the holes take.
struct HolesFamily: TaskFamily {
    let name = "holes"
    let about = "how many holes the sheet has"
    let classNames = ["0", "1", "2", "3"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let sheet = Pose(x: draws.uniform(0.46, 0.54), y: draws.uniform(0.46, 0.54), radius: draws.uniform(0.38, 0.44), angle: draws.angle())
        let lobes = Double(2 + draws.below(3)), bend = draws.uniform(0.02, 0.12), ink = draws.uniform(0.7, 1)
        canvas.paint(ink) { x, y in
            let (u, v) = sheet.local(x, y)
            return (u * u + v * v).squareRoot() < 1 - bend + bend * sin(lobes * atan2(v, u))
        }
        // Holes lie in thirds of the sheet; the thirds left over have a notch in the rim instead, which is no hole.
        let start = draws.angle()
        for third in 0..<3 {
            let angle = start + (Double(third) + draws.uniform(-0.12, 0.12)) * 2 * .pi / 3, isHole = third < label
            let far = sheet.radius * (isHole ? draws.uniform(0.36, 0.5) : draws.uniform(0.9, 1.05)), radius = draws.uniform(0.075, 0.11)
            let (hx, hy) = (sheet.x + far * cos(angle), sheet.y + far * sin(angle))
            canvas.paint(0) { x, y in (x - hx) * (x - hx) + (y - hy) * (y - hy) < radius * radius }
        }
    }
}
