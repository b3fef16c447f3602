import Platform

/// Chequered boards, turned a little; how fine they are is asked for.
struct CheckersFamily: TaskFamily {
    let name = "checkers"
    let about = "how many squares a side of the board has"
    let classNames = ["2", "3", "4", "5", "6"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let cycles = (Double(label) + 2) * draws.uniform(0.92, 1.08), angle = draws.uniform(-0.5, 0.5)
        let (a, b) = (draws.unit() * 2, draws.unit() * 2), (dark, light) = (draws.uniform(0, 0.3), draws.uniform(0.7, 1))
        canvas.fill { x, y in
            let u = (x - 0.5) * cos(angle) + (y - 0.5) * sin(angle), v = (y - 0.5) * cos(angle) - (x - 0.5) * sin(angle)
            let odd = (Int((u * cycles + a + 16).rounded(.down)) + Int((v * cycles + b + 16).rounded(.down))) & 1
            return odd == 0 ? dark : light
        }
    }
}
