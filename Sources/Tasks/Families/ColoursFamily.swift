/// A thing of some colour on a ground of any; brightness tells nothing.
struct ColoursFamily: TaskFamily {
    let name = "colours"
    let about = "which colour the thing has, not its ground"
    let classNames = ["red", "green", "blue", "yellow", "cyan", "magenta"]
    let isColoured = true

    private static let hues = [0, 1.0 / 3, 2.0 / 3, 1.0 / 6, 0.5, 5.0 / 6]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let ground = rgb(hue: draws.unit(), saturation: draws.uniform(0.1, 0.8), value: draws.uniform(0.1, 0.9))
        canvas.paint(ground) { _, _ in true }
        let figure = Figure.allCases[draws.below(Figure.allCases.count)], pose = Pose(&draws, radius: 0.24...0.42, angle: draws.angle())
        let ink = rgb(hue: Self.hues[label] + draws.uniform(-0.05, 0.05), saturation: draws.uniform(0.6, 1), value: draws.uniform(0.45, 1))
        canvas.paint(ink) { x, y in
            let (u, v) = pose.local(x, y)
            return figure.holds(u, v)
        }
    }
}
