import Terminal

/// Lines that join where they meet, each cell as bright as the strongest line through it.
struct LineGrid {
    let rect: Rect
    /// Up, right, down, left: the bits of the glyphs' places.
    private var arms: [UInt8]
    private var strengths: [Double]
    /// Whether all lines through a cell are heavy.
    private var areHeavy: [Bool]
    /// The nets of the lines that go straight up and straight along, and whether one turns there: lines of two nets that go straight over each
    /// other do not join.
    private var upright, along: [Int?]
    private var areBends: [Bool]

    private static let light = Array(" ╵╶╰╷│╭├╴╯─┴╮┤┬┼").map(String.init)
    private static let heavy = Array(" ╹╺┗╻┃┏┣╸┛━┻┓┫┳╋").map(String.init)

    init(_ rect: Rect) {
        self.rect = rect
        let count = rect.width * rect.height
        arms = [UInt8](repeating: 0, count: count)
        strengths = [Double](repeating: 0, count: count)
        areHeavy = [Bool](repeating: true, count: count)
        upright = [Int?](repeating: nil, count: count)
        along = upright
        areBends = [Bool](repeating: false, count: count)
    }

    private mutating func add(_ bits: UInt8, _ x: Int, _ y: Int, _ strength: Double, _ isHeavy: Bool, of net: Int) {
        guard rect.contains(x: x, y: y) else { return }
        let place = (y - rect.y) * rect.width + x - rect.x
        switch bits {
        case 0b0101: upright[place] = net
        case 0b1010: along[place] = net
        default: areBends[place] = true
        }
        arms[place] |= bits
        strengths[place] = max(strengths[place], strength)
        areHeavy[place] = areHeavy[place] && isHeavy
    }

    /// From one column of a row to another, both ends open to the outside.
    mutating func horizontal(_ from: Int, _ to: Int, _ y: Int, _ strength: Double, isHeavy: Bool, of net: Int) {
        guard from <= to else { return }
        for x in from...to { add(0b1010, x, y, strength, isHeavy, of: net) }
    }

    /// From the left along a row to a column, along the column to another row, and along that on to the right.
    mutating func step(_ from: Int, _ bend: Int, _ to: Int, _ y: Int, _ target: Int, _ strength: Double, isHeavy: Bool, of net: Int) {
        guard y != target else { return horizontal(from, to, y, strength, isHeavy: isHeavy, of: net) }
        horizontal(from, bend - 1, y, strength, isHeavy: isHeavy, of: net)
        horizontal(bend + 1, to, target, strength, isHeavy: isHeavy, of: net)
        let isDown = target > y
        add(isDown ? 0b1100 : 0b1001, bend, y, strength, isHeavy, of: net)
        add(isDown ? 0b0011 : 0b0110, bend, target, strength, isHeavy, of: net)
        for row in min(y, target) + 1..<max(y, target) { add(0b0101, bend, row, strength, isHeavy, of: net) }
    }

    func draw(on canvas: inout Canvas, _ theme: Theme) {
        for y in rect.y..<rect.bottom {
            for x in rect.x..<rect.right {
                let place = (y - rect.y) * rect.width + x - rect.x
                guard arms[place] != 0 else { continue }
                let glyphs = areHeavy[place] ? Self.heavy : Self.light
                let isOver = !areBends[place] && upright[place] != nil && along[place] != nil && upright[place] != along[place]
                canvas.put(glyphs[isOver ? 0b0101 : Int(arms[place])], at: x, y, Self.style(strengths[place], areHeavy[place], theme))
            }
        }
    }

    static func style(_ strength: Double, _ isHeavy: Bool, _ theme: Theme) -> Style {
        theme.isMonochrome ? isHeavy ? .plain : Style().dim : Style(theme.ramp(theme.state, 0.15 + 0.85 * strength))
    }
}
