/// Elementary cellular automata (S. Wolfram 1983): each row follows from the row above, by one rule.
struct AutomataFamily: TaskFamily {
    let name = "automata"
    let about = "by which rule each row follows from the row above"
    let classNames = ["30", "54", "90", "110", "184", "22"]

    private static let rules = [30, 54, 90, 110, 184, 22]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let size = canvas.size, ink = draws.uniform(0.75, 1)
        var rows: [[Int]] = []
        // What dies out or fills up tells nothing: it is drawn anew, and the last try counts.
        for _ in 0..<20 {
            rows = Self.rows(of: Self.rules[label], size, &draws)
            let lit = rows.joined().reduce(0, +), last = rows[size - 1].reduce(0, +)
            if lit * 10 > size * size, lit * 10 < 9 * size * size, last > 0, last < size { break }
        }
        for (row, cells) in rows.enumerated() { for column in 0..<size where cells[column] == 1 { canvas.set(row: row, column: column, ink) } }
    }

    /// A window on a wider world, some rows after its beginning. The world is a ring, and its width is prime: in a ring of 2ⁿ cells rule 90 dies.
    private static func rows(of rule: Int, _ size: Int, _ draws: inout ImageDraws) -> [[Int]] {
        let world = 67, density = draws.uniform(0.25, 0.7)
        var cells = (0..<world).map { _ in draws.chance(density) ? 1 : 0 }, rows: [[Int]] = []
        for row in -(2 + draws.below(6))..<size {
            if row >= 0 { rows.append(Array(cells.prefix(size))) }
            cells = cells.indices.map { rule >> (cells[($0 + world - 1) % world] << 2 | cells[$0] << 1 | cells[($0 + 1) % world]) & 1 }
        }
        return rows
    }
}
