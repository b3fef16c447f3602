/// A terminal's screen as a value: text with ANSI (ECMA-48) controls goes in, a canvas comes out.
///
/// It knows what recordings of full screens use: text, the cursor's place and movement, clearing, and styles. Anything else is
/// passed over, so that nothing in a recording reaches the real terminal.
public struct ANSIScreen: Sendable {
    public private(set) var canvas: Canvas
    private var x = 0, y = 0
    private var style = Style.plain
    private var phase = Phase.ground

    private enum Phase: Sendable {
        case ground, escape
        /// In a control sequence: its characters so far.
        case control(String)
        /// In an operating system's command or another string, which says nothing about the screen.
        case string(sawEscape: Bool)
        /// After an escape that takes one more character.
        case one
    }

    /// No control sequence is longer.
    private static let longest = 256

    public init(width: Int, height: Int) { canvas = Canvas(width: width, height: height) }

    /// Gives the screen another size; what was on it is gone, as recordings of full screens draw it anew.
    public mutating func resize(width: Int, height: Int) {
        canvas = Canvas(width: width, height: height)
        (x, y) = (0, 0)
    }

    public mutating func write(_ text: String) {
        for scalar in text.unicodeScalars { take(scalar) }
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        switch phase {
        case .ground: print(scalar)
        case .escape:
            switch scalar {
            case "[": phase = .control("")
            case "]", "P", "_", "^", "X": phase = .string(sawEscape: false)
            case "(", ")", "*", "+", "#", "%", " ": phase = .one
            default: phase = .ground
            }
        case .one: phase = .ground
        case .string(let sawEscape):
            let isOver = scalar == "\u{07}" || (sawEscape && scalar == "\\")
            phase = isOver ? .ground : .string(sawEscape: scalar == "\u{1B}")
        case .control(let parameters):
            if (0x40...0x7E).contains(scalar.value) {
                phase = .ground
                control(scalar, parameters)
            } else if parameters.count < Self.longest {
                phase = .control(parameters + String(Character(scalar)))
            } else {
                phase = .ground
            }
        }
    }

    private mutating func print(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\u{1B}": phase = .escape
        case "\r": x = 0
        case "\n": y = min(y + 1, max(canvas.height - 1, 0))
        case "\u{08}": x = max(x - 1, 0)
        case "\t": x = min((x / 8 + 1) * 8, max(canvas.width - 1, 0))
        default:
            guard let columns = CharacterWidth.columns(of: scalar) else { return }
            guard columns > 0 else {
                if !CharacterWidth.isInvisible(scalar) { canvas.addMark(at: canvas[x - 1, y].isContinuation ? x - 2 : x - 1, y, scalar) }
                return
            }
            if x + columns > canvas.width {
                x = 0
                y = min(y + 1, max(canvas.height - 1, 0))
            }
            canvas[x, y] = Glyph(scalar, style)
            x += columns
        }
    }

    private mutating func control(_ letter: Unicode.Scalar, _ parameters: String) {
        // A mark before the numbers makes it a private mode, which shows nothing.
        guard parameters.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ";" || $0 == ":") }) else { return }
        let numbers = parameters.split(omittingEmptySubsequences: false) { $0 == ";" || $0 == ":" }.map { Int($0) ?? 0 }
        let first = min(max(numbers.first ?? 0, 1), 4_096)
        switch letter {
        case "H", "f": move(to: (numbers.count > 1 ? numbers[1] : 1) - 1, first - 1)
        case "G": move(to: first - 1, y)
        case "d": move(to: x, first - 1)
        case "A": move(to: x, y - first)
        case "B": move(to: x, y + first)
        case "C": move(to: x + first, y)
        case "D": move(to: x - first, y)
        case "J": erase(numbers.first ?? 0, rows: true)
        case "K": erase(numbers.first ?? 0, rows: false)
        case "m": style = style.following(numbers)
        default: break
        }
    }

    private mutating func move(to column: Int, _ row: Int) {
        x = min(max(column, 0), max(canvas.width - 1, 0))
        y = min(max(row, 0), max(canvas.height - 1, 0))
    }

    /// Blanks what is after the cursor (0), before it (1) or all (2), of its row or of the screen.
    private mutating func erase(_ part: Int, rows: Bool) {
        let blank = Glyph(" ", Style(on: style.background))
        if part != 1 { canvas.fill(Rect(x: x, y: y, width: canvas.width - x, height: 1), with: blank) }
        if part != 0 { canvas.fill(Rect(x: 0, y: y, width: x + 1, height: 1), with: blank) }
        guard rows else { return }
        if part != 1 { canvas.fill(Rect(x: 0, y: y + 1, width: canvas.width, height: canvas.height - y - 1), with: blank) }
        if part != 0 { canvas.fill(Rect(x: 0, y: 0, width: canvas.width, height: y), with: blank) }
    }
}

extension Style {
    /// The style after "select graphic rendition" with these numbers.
    func following(_ numbers: [Int]) -> Style {
        var (front, back, marks) = (foreground, background, attributes)
        var rest = numbers[...]
        while let number = rest.popFirst() {
            switch number {
            case 0: (front, back, marks) = (.default, .default, [])
            case 1: marks.insert(.bold)
            case 2: marks.insert(.dim)
            case 3: marks.insert(.italic)
            case 4: marks.insert(.underline)
            case 7: marks.insert(.reverse)
            case 22: marks.subtract([.bold, .dim])
            case 23: marks.remove(.italic)
            case 24: marks.remove(.underline)
            case 27: marks.remove(.reverse)
            case 30...37: front = Palette.color(at: UInt8(number - 30))
            case 38: front = Self.color(&rest) ?? front
            case 39: front = .default
            case 40...47: back = Palette.color(at: UInt8(number - 40))
            case 48: back = Self.color(&rest) ?? back
            case 49: back = .default
            case 90...97: front = Palette.color(at: UInt8(number - 82))
            case 100...107: back = Palette.color(at: UInt8(number - 92))
            default: break
            }
        }
        return Style(front, on: back, marks)
    }

    /// The colour that `5;n` or `2;r;g;b` names.
    private static func color(_ rest: inout ArraySlice<Int>) -> Color? {
        func byte(_ number: Int?) -> UInt8 { UInt8(clamping: number ?? 0) }
        switch rest.popFirst() {
        case 5: return Palette.color(at: byte(rest.popFirst()))
        case 2: return Color(byte(rest.popFirst()), byte(rest.popFirst()), byte(rest.popFirst()))
        default: return nil
        }
    }
}
