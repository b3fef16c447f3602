import Platform

/// Ripples of one to four stones in a pond.
struct WavesFamily: TaskFamily {
    let name = "waves"
    let about = "how many stones fell into the pond"
    let classNames = ["1", "2", "3", "4"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let cycles = draws.uniform(3, 4.2), count = Double(label + 1)
        let stones = (0...label).map { _ in (draws.uniform(0.05, 0.95), draws.uniform(0.05, 0.95), draws.angle()) }
        canvas.fill { x, y in
            0.5 + 0.48 / count.squareRoot()
                * stones.reduce(0) { sum, stone in
                    let far = ((x - stone.0) * (x - stone.0) + (y - stone.1) * (y - stone.1)).squareRoot()
                    return sum + sin(2 * .pi * cycles * far + stone.2) * exp(-1.2 * far)
                }
        }
    }
}
