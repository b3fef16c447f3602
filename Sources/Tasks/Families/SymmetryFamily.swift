/// Random blots, mirrored or turned upon themselves or neither.
struct SymmetryFamily: TaskFamily {
    let name = "symmetry"
    let about = "how the blots repeat themselves"
    let classNames = ["left = right", "above = below", "half turn", "none"]

    private static let side = 8

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let side = Self.side
        let blots = (0..<side * side).map { _ in draws.chance(0.5) ? draws.uniform(0.65, 1) : draws.uniform(0, 0.2) }
        canvas.fill { x, y in
            var (column, row) = (min(Int(x * Double(side)), side - 1), min(Int(y * Double(side)), side - 1))
            switch label {
            case 0: column = min(column, side - 1 - column)
            case 1: row = min(row, side - 1 - row)
            case 2 where row >= side / 2: (column, row) = (side - 1 - column, side - 1 - row)
            default: break
            }
            return blots[row * side + column]
        }
    }
}
