/// Box lines by which of the four directions they leave a cell in, so that lines that meet join.
struct LineArms: OptionSet, Hashable, Sendable {
    let rawValue: UInt8
    static let up = LineArms(rawValue: 1)
    static let right = LineArms(rawValue: 2)
    static let down = LineArms(rawValue: 4)
    static let left = LineArms(rawValue: 8)

    private static let lines = Array(" ╵╶└╷│┌├╴┘─┴┐┤┬┼".unicodeScalars)
    private static let rounded: [Unicode.Scalar: LineArms] = [
        "╭": [.right, .down], "╮": [.left, .down], "╯": [.left, .up], "╰": [.right, .up],
    ]

    /// The light line of these arms.
    var scalar: Unicode.Scalar { Self.lines[Int(rawValue & 15)] }

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The arms of a light line, square or rounded; nil for any other character.
    init?(_ scalar: Unicode.Scalar) {
        if let arms = Self.rounded[scalar] {
            self = arms
        } else if scalar != " ", let index = Self.lines.firstIndex(of: scalar) {
            self.init(rawValue: UInt8(index))
        } else {
            return nil
        }
    }

    static func isRounded(_ scalar: Unicode.Scalar) -> Bool { rounded[scalar] != nil }
}
