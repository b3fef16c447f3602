/// Six figures anywhere, turned and of any size.
struct ShapesFamily: TaskFamily {
    let name = "shapes"
    let about = "which figure it is"
    let classNames = ["disc", "square", "triangle", "cross", "ring", "crescent"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let pose = Pose(&draws, radius: 0.22...0.42, angle: draws.angle()), figure = Figure.allCases[label]
        canvas.paint(draws.uniform(0.6, 1)) { x, y in
            let (u, v) = pose.local(x, y)
            return figure.holds(u, v)
        }
    }
}
