/// Elementary cellular automata (S. Wolfram 1983): each row follows from the row above, by one rule.
struct AutomataFamily: TaskFamily {
    let name = "automata"
    let about = "by which rule each row follows from the row above"
    let classNames = ["30", "54", "90", "110", "184", "22"]

    private static let rules = [30, 54, 90, 110, 184, 22]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let size = canvas.size, rule = Self.rules[label], density = draws.uniform(0.2, 0.7), ink = draws.uniform(0.75, 1)
        var cells = (0..<size).map { _ in draws.chance(density) ? 1 : 0 }
        // Some rows are passed before the picture begins.
        for row in -(2 + draws.below(6))..<size {
            for column in 0..<size where row >= 0 && cells[column] == 1 { canvas.set(row: row, column: column, ink) }
            cells = (0..<size).map { rule >> (cells[($0 + size - 1) % size] << 2 | cells[$0] << 1 | cells[($0 + 1) % size]) & 1 }
        }
    }
}
