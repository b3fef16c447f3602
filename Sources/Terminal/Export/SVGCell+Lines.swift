/// Box lines that are heavy, or broken into dashes.
extension SVGCell {
    static let heavyLines: [Unicode.Scalar: LineArms] = [
        "━": [.left, .right], "┃": [.up, .down], "┏": [.right, .down], "┓": [.left, .down], "┗": [.right, .up],
        "┛": [.left, .up], "┣": [.up, .down, .right], "┫": [.up, .down, .left], "┳": [.left, .right, .down],
        "┻": [.left, .right, .up], "╋": [.up, .right, .down, .left],
    ]

    /// How many dashes, and which way.
    struct Dashes {
        let count: Int
        let isUpright: Bool
    }

    static let dashedLines: [Unicode.Scalar: Dashes] = [
        "╌": Dashes(count: 2, isUpright: false), "╎": Dashes(count: 2, isUpright: true),
        "┄": Dashes(count: 3, isUpright: false), "┆": Dashes(count: 3, isUpright: true),
    ]

    /// Dashes with gaps between them, half a gap at either end, so that neighbouring cells go on in step.
    static func dashed(_ dashes: Dashes, _ left: Double, _ top: Double) -> String {
        let length = Double(dashes.isUpright ? height : width) / Double(dashes.count)
        let dash = length * 0.6
        return (0..<dashes.count).map { index in
            let start = length * Double(index) + (length - dash) / 2
            return dashes.isUpright
                ? rect(left + Double(width) / 2 - stroke / 2, top + start, stroke, dash)
                : rect(left + start, top + Double(height) / 2 - stroke / 2, dash, stroke)
        }.joined()
    }
}
