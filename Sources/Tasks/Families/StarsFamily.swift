/// Stars of three to seven points.
struct StarsFamily: TaskFamily {
    let name = "stars"
    let about = "how many points the star has"
    let classNames = ["3", "4", "5", "6", "7"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let pose = Pose(&draws, radius: 0.36...0.48, angle: draws.angle()), inner = draws.uniform(0.3, 0.42)
        canvas.paint(1) { x, y in
            let (u, v) = pose.local(x, y)
            return Figure.star(label + 3, inner: inner, u, v)
        }
    }
}
