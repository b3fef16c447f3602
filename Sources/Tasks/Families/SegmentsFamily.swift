/// Digits of seven segments, as clocks show them, with a segment now and then half lit or missing its light.
struct SegmentsFamily: TaskFamily {
    let name = "segments"
    let about = "which digit seven segments show"
    let classNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]

    /// Top, upper left, upper right, middle, lower left, lower right, bottom.
    private static let ends: [((Double, Double), (Double, Double))] = [
        ((-0.5, -1), (0.5, -1)), ((-0.5, -1), (-0.5, 0)), ((0.5, -1), (0.5, 0)), ((-0.5, 0), (0.5, 0)), ((-0.5, 0), (-0.5, 1)), ((0.5, 0), (0.5, 1)),
        ((-0.5, 1), (0.5, 1)),
    ]
    private static let lit = ["1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010", "1111111", "1111011"].map { $0.map { $0 == "1" } }

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let pose = Pose(x: draws.uniform(0.38, 0.62), y: draws.uniform(0.44, 0.56), radius: draws.uniform(0.28, 0.38), angle: draws.uniform(-0.2, 0.2))
        let width = draws.uniform(0.16, 0.28), ghost = draws.uniform(0, 0.3)
        for (segment, isLit) in Self.lit[label].enumerated() {
            let (a, b) = Self.ends[segment]
            // Dark segments glimmer a little, lit ones are not all as bright.
            canvas.paint(isLit ? draws.uniform(0.55, 1) : ghost) { x, y in
                let (u, v) = pose.local(x, y)
                return distance(u, v, from: a, to: b) < width
            }
        }
    }
}
