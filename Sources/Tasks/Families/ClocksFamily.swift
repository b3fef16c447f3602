import Platform

/// A dial with one hand.
struct ClocksFamily: TaskFamily {
    let name = "clocks"
    let about = "which hour the hand points to"
    let classNames = ["12", "3", "6", "9", "1:30", "4:30", "7:30", "10:30"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let pose = Pose(&draws, radius: 0.34...0.46, angle: 0)
        let turn = Double(label % 4) * .pi / 2 + (label < 4 ? 0 : .pi / 4) + draws.uniform(-0.3, 0.3)
        let hand = (draws.uniform(0.6, 0.85) * sin(turn), -draws.uniform(0.6, 0.85) * cos(turn)), tail = draws.uniform(0, 0.2)
        let rim = draws.uniform(0.3, 0.7)
        canvas.paint(rim) { x, y in
            let (u, v) = pose.local(x, y), square = u * u + v * v
            return square < 1 && square > 0.72
        }
        canvas.paint(1) { x, y in
            let (u, v) = pose.local(x, y)
            return distance(u, v, from: (-tail * hand.0, -tail * hand.1), to: hand) < 0.13
        }
    }
}
