/// Mazes without circles, as four ways of making them leave them (J. Buck, *Mazes for Programmers*, 2015).
struct MazesFamily: TaskFamily {
    let name = "mazes"
    let about = "by which rule the maze was made"
    let classNames = ["binary tree", "rooms", "depth first", "sidewinder"]

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        // Cells and walls take a pixel each; the wall around takes what is left.
        let side = (canvas.size - 1) / 2, width = 2 * side + 1
        var isOpen = [Bool](repeating: false, count: width * width)
        for row in 0..<side { for column in 0..<side { isOpen[(2 * row + 1) * width + 2 * column + 1] = true } }
        func open(_ row: Int, _ column: Int, _ dy: Int, _ dx: Int) { isOpen[(2 * row + 1 + dy) * width + 2 * column + 1 + dx] = true }
        switch label {
        case 0: Self.binaryTree(side, &draws, open)
        case 1: Self.division(side, &draws, open)
        case 2: Self.depthFirst(side, &draws, open)
        default: Self.sidewinder(side, &draws, open)
        }
        let ink = draws.uniform(0.75, 1)
        for row in 0..<width { for column in 0..<width where isOpen[row * width + column] { canvas.set(row: row, column: column, ink) } }
    }

    private typealias Open = (_ row: Int, _ column: Int, _ dy: Int, _ dx: Int) -> Void

    /// From each cell on up or to the left: two long corridors along two sides.
    private static func binaryTree(_ side: Int, _ draws: inout ImageDraws, _ open: Open) {
        for row in 0..<side {
            for column in 0..<side where row + column > 0 {
                if row == 0 || column > 0 && draws.chance(0.5) { open(row, column, 0, -1) } else { open(row, column, -1, 0) }
            }
        }
    }

    /// Runs of cells, each with one way up: one long corridor on top.
    private static func sidewinder(_ side: Int, _ draws: inout ImageDraws, _ open: Open) {
        for row in 0..<side {
            var start = 0
            for column in 0..<side {
                if column + 1 < side, row == 0 || draws.chance(0.5) {
                    open(row, column, 0, 1)
                } else {
                    if row > 0 { open(row, start + draws.below(column - start + 1), -1, 0) }
                    start = column + 1
                }
            }
        }
    }

    /// Long winding corridors.
    private static func depthFirst(_ side: Int, _ draws: inout ImageDraws, _ open: Open) {
        var seen = [Bool](repeating: false, count: side * side), path = [draws.below(side * side)]
        seen[path[0]] = true
        while let cell = path.last {
            let row = cell / side, column = cell % side
            let ways = [(-1, 0), (1, 0), (0, -1), (0, 1)].filter { dy, dx in
                (0..<side).contains(row + dy) && (0..<side).contains(column + dx) && !seen[(row + dy) * side + column + dx]
            }
            guard !ways.isEmpty else {
                path.removeLast()
                continue
            }
            let (dy, dx) = ways[draws.below(ways.count)]
            open(row, column, dy, dx)
            seen[(row + dy) * side + column + dx] = true
            path.append((row + dy) * side + column + dx)
        }
    }

    /// Rooms divided by straight walls with one door each.
    private static func division(_ side: Int, _ draws: inout ImageDraws, _ open: Open) {
        var rooms = [(top: 0, left: 0, rows: side, columns: side)]
        while let room = rooms.popLast() {
            if room.rows == 1 {
                for column in room.left..<room.left + room.columns - 1 { open(room.top, column, 0, 1) }
            } else if room.columns == 1 {
                for row in room.top..<room.top + room.rows - 1 { open(row, room.left, 1, 0) }
            } else if room.rows > room.columns || room.rows == room.columns && draws.chance(0.5) {
                let above = 1 + draws.below(room.rows - 1)
                open(room.top + above - 1, room.left + draws.below(room.columns), 1, 0)
                rooms += [(room.top, room.left, above, room.columns), (room.top + above, room.left, room.rows - above, room.columns)]
            } else {
                let before = 1 + draws.below(room.columns - 1)
                open(room.top + draws.below(room.rows), room.left + before - 1, 0, 1)
                rooms += [(room.top, room.left, room.rows, before), (room.top, room.left + before, room.rows, room.columns - before)]
            }
        }
    }
}
