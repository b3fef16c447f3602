import Platform

/// Ten letters of a bitmap font of our own, five dots wide and seven high; moved, turned, sheared and stretched, and one stroke too many.
struct GlyphsFamily: TaskFamily {
    let name = "glyphs"
    let about = "which letter it is"
    let classNames = ["A", "B", "E", "G", "H", "K", "M", "R", "S", "X"]

    private static let dots: [[String]] = [
        [".###.", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"], ["####.", "#...#", "#...#", "####.", "#...#", "#...#", "####."],
        ["#####", "#....", "#....", "####.", "#....", "#....", "#####"], [".####", "#....", "#....", "#..##", "#...#", "#...#", ".####"],
        ["#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"], ["#...#", "#..#.", "#.#..", "##...", "#.#..", "#..#.", "#...#"],
        ["#...#", "##.##", "#.#.#", "#.#.#", "#...#", "#...#", "#...#"], ["####.", "#...#", "#...#", "####.", "#.#..", "#..#.", "#...#"],
        [".####", "#....", "#....", ".###.", "....#", "....#", "####."], ["#...#", "#...#", ".#.#.", "..#..", ".#.#.", "#...#", "#...#"],
    ]
    private static let font = dots.map { glyph in glyph.map { row in row.map { $0 == "#" } } }

    func draw(_ label: Int, on canvas: inout TaskCanvas, _ draws: inout ImageDraws) {
        let height = draws.uniform(0.55, 0.85), aspect = draws.uniform(0.8, 1.1), shear = draws.uniform(-0.3, 0.3)
        let pose = Pose(x: draws.uniform(0.38, 0.62), y: draws.uniform(0.38, 0.62), radius: height / 7, angle: draws.uniform(-0.3, 0.3))
        let glyph = Self.font[label]
        canvas.paint(draws.uniform(0.7, 1)) { x, y in
            let (u, v) = pose.local(x, y)
            let column = Int(((u - shear * v) / aspect + 2.5).rounded(.down)), row = Int((v + 3.5).rounded(.down))
            return (0..<7).contains(row) && (0..<5).contains(column) && glyph[row][column]
        }
        canvas.stroke([(draws.unit(), draws.unit()), (draws.unit(), draws.unit())], width: 0.06, ink: draws.uniform(0.4, 0.9))
    }
}
