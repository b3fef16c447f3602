/// Cells filled by eighths.
enum Blocks {
    private static let rising = Array(" ▁▂▃▄▅▆▇█".unicodeScalars)
    private static let growing = Array(" ▏▎▍▌▋▊▉█".unicodeScalars)

    /// A cell filled from below, 0…8 eighths.
    static func lower(_ eighths: Int) -> Unicode.Scalar { rising[min(max(eighths, 0), 8)] }

    /// A cell filled from the left, 0…8 eighths.
    static func left(_ eighths: Int) -> Unicode.Scalar { growing[min(max(eighths, 0), 8)] }

    /// Four strengths of shade and none, for a value of 0…1: what stands for colour where there is none.
    static func shade(_ strength: Double) -> Unicode.Scalar {
        Array(" ░▒▓█".unicodeScalars)[(strength.limited(to: 0...1) * 4).rounded(into: 0...4)]
    }
}

extension Canvas {
    /// Fills part of a row between two positions, given in eighths of a cell from column `x`.
    mutating func fillEighths(from start: Int, to end: Int, at x: Int, _ y: Int, _ style: Style) {
        guard start < end else { return }
        for cell in (start / 8)...((end - 1) / 8) {
            let from = max(start - cell * 8, 0)
            let to = min(end - cell * 8, 8)
            if from == 0 {
                place(Blocks.left(to), at: x + cell, y, style)
            } else {
                // There are no blocks that fill from the right; the reverse of one from the left is that.
                place(Blocks.left(from), at: x + cell, y, style.reverse)
            }
        }
    }
}
