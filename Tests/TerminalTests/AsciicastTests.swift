import Foundation
import Terminal
import TestSupport
import Testing

@Suite struct AsciicastTests {
    private static func canvas(_ text: String, width: Int = 12, height: Int = 3, _ style: Style = .plain) -> Canvas {
        var canvas = Canvas(width: width, height: height)
        canvas.put(text, at: 1, 1, style)
        return canvas
    }

    @Test func anUpdateIsTheChangesAlone() {
        let red = Style(Color(hex: 0xFF0000)).bold
        let first = Self.canvas("abc", red)
        #expect(first.ansiUpdate(from: first) == "")
        #expect(first.ansiUpdate(from: nil) == "\u{1B}[0m\u{1B}[2J\u{1B}[2;2H\u{1B}[0;1;38;2;255;0;0mabc\u{1B}[0m")
        #expect(Self.canvas("axc", red).ansiUpdate(from: first) == "\u{1B}[2;3H\u{1B}[0;1;38;2;255;0;0mx\u{1B}[0m")
        #expect(Self.canvas("a", red).ansiUpdate(from: first) == "\u{1B}[2;3H  ")
    }

    /// Any sequence of frames, followed by a terminal that knows nothing but these controls, shows each of them.
    @Test func updatesLeadFromFrameToFrame() {
        var random = SeededGenerator(seed: 3)
        var terminal = TinyTerminal(width: 16, height: 5)
        var before: Canvas?
        for round in 0..<200 {
            var canvas = round % 7 == 0 ? Canvas(width: 16, height: 5) : before ?? Canvas(width: 16, height: 5)
            for _ in 0..<6 {
                let text = ["x", "深い", "─╮", "  ", "é", "long words here"].randomElement(using: &random) ?? ""
                let color = Color(hex: .random(in: 0...0xFFFFFF, using: &random))
                let style = Style(
                    color, on: Bool.random(using: &random) ? .default : color.mixed(with: .default, amount: 0.5),
                    .init(rawValue: .random(in: 0...31, using: &random)))
                canvas.put(text, at: .random(in: -1..<16, using: &random), .random(in: 0..<5, using: &random), style)
            }
            terminal.take(canvas.ansiUpdate(from: before))
            #expect(terminal.rows == TinyTerminal.rows(of: canvas), "round \(round)")
            before = canvas
        }
    }

    @Test func everyLineIsJSON() throws {
        var cast = Asciicast(title: "a \"title\" \\ with σ")
        let text =
            cast.lines(for: Self.canvas("one"), at: 0) + cast.lines(for: Self.canvas("one"), at: 0.5)
            + cast.lines(for: Self.canvas("two"), at: 1.2345) + cast.lines(for: Self.canvas("x", width: 20), at: 1)
            + cast.end(at: 3)
        let lines = text.split(separator: "\n")
        let header = try #require(try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
        #expect(header["version"] as? Int == 2)
        #expect(header["width"] as? Int == 12 && header["height"] as? Int == 3)
        #expect(header["title"] as? String == "a \"title\" \\ with σ")
        let events = try lines.dropFirst().map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
        }
        #expect(events.compactMap { $0[1] as? String } == ["o", "o", "o", "r", "o", "o"])
        // An unchanged frame adds nothing, and time never goes back.
        #expect(events.compactMap { $0[0] as? Double } == [0, 0, 1.235, 1.235, 1.235, 3])
        #expect(events[3][2] as? String == "20x3")
        var terminal = TinyTerminal(width: 20, height: 3)
        for event in events where event[1] as? String == "o" { terminal.take(event[2] as? String ?? "") }
        #expect(terminal.rows == TinyTerminal.rows(of: Self.canvas("x", width: 20)))
    }

    /// Version 3 tells how long after the event before; what was rounded adds up.
    @Test func versionThreeTellsIntervals() throws {
        func events(_ version: Asciicast.Version) throws -> (header: [String: Any], events: [[Any]]) {
            var cast = Asciicast(title: "t", version: version)
            var text = cast.lines(for: Self.canvas("0"), at: 0)
            for frame in 1...30 { text += cast.lines(for: Self.canvas("\(frame)"), at: Double(frame) / 30) }
            text += cast.marker("half \"way\"", at: 1) + cast.end(at: 3)
            let lines = try text.split(separator: "\n").map { try JSONSerialization.jsonObject(with: Data($0.utf8)) }
            return (try #require(lines[0] as? [String: Any]), lines.dropFirst().compactMap { $0 as? [Any] })
        }
        let (two, three) = (try events(.two), try events(.three))
        #expect(two.header["version"] as? Int == 2 && three.header["version"] as? Int == 3)
        let term = try #require(three.header["term"] as? [String: Any])
        #expect(term["cols"] as? Int == 12 && term["rows"] as? Int == 3 && term["type"] as? String == "xterm-256color")
        let times = two.events.compactMap { $0[0] as? Double }
        var sum = 0.0
        for (event, time) in zip(three.events, times) {
            sum += event[0] as? Double ?? .nan
            #expect(abs(sum - time) < 1e-6)
        }
        #expect(two.events.map { $0[2] as? String } == three.events.map { $0[2] as? String })
        let marker = try #require(three.events.first { $0[1] as? String == "m" })
        #expect(marker[2] as? String == "half \"way\"")
    }

    @Test func keysHaveNames() throws {
        let keys: [Key] = [
            .char("a"), .char(" "), .char("*"), .char("-"), .up, .left, .pageUp, .home, .tab, .backtab, .enter, .escape, .function(12),
            .ctrl("z"), .alt("x"), .modified(.shift, .right), .modified([.ctrl, .shift], .up), .delete, .backspace, .insert,
        ]
        for key in keys { #expect(Key(name: key.description) == key, "\(key)") }
        #expect(Key(name: "Right") == .right && Key(name: "page-down") == .pageDown && Key(name: "Space") == .char(" "))
        for name in ["", " ", "nokey", "ctrl-", "shift-a", "f99", "hyper-up"] { #expect(Key(name: name) == nil, "\(name)") }
    }
}

/// A terminal that knows the controls an update may use, and nothing else.
private struct TinyTerminal {
    struct Cell: Equatable {
        var text = " "
        var look = Look()
    }
    /// The numbers that set each of these; empty: the terminal's own.
    struct Look: Equatable {
        var attributes: Set<Int> = []
        var front: [Int] = [], back: [Int] = []
    }
    private(set) var rows: [[Cell]]
    private var x = 0, y = 0, look = Look()

    init(width: Int, height: Int) { rows = Array(repeating: Array(repeating: Cell(), count: width), count: height) }

    mutating func take(_ text: String) {
        var rest = Substring(text)
        while let character = rest.first {
            if character == "\u{1B}", let end = rest.firstIndex(where: \.isLetter) {
                let parameters = rest[rest.index(rest.startIndex, offsetBy: 2)..<end]
                control(rest[end], String(parameters))
                rest = rest[rest.index(after: end)...]
                continue
            }
            put(String(character))
            rest = rest.dropFirst()
        }
    }

    private mutating func control(_ letter: Character, _ parameters: String) {
        switch letter {
        case "H":
            let parts = parameters.split(separator: ";").compactMap { Int($0) }
            if parts.count == 2 { (y, x) = (parts[0] - 1, parts[1] - 1) }
        case "J": rows = rows.map { $0.map { _ in Cell() } }
        case "m": render(parameters.split(separator: ";").compactMap { Int($0) })
        default: break
        }
    }

    private mutating func render(_ numbers: [Int]) {
        var rest = numbers[...]
        while let number = rest.popFirst() {
            switch number {
            case 0: look = Look()
            case 38:
                look.front = Array(rest.dropFirst().prefix(3))
                rest = rest.dropFirst(4)
            case 48:
                look.back = Array(rest.dropFirst().prefix(3))
                rest = rest.dropFirst(4)
            case 39: look.front = []
            case 49: look.back = []
            default: look.attributes.insert(number)
            }
        }
    }

    private mutating func put(_ text: String) {
        let isWide = text == "深" || text == "い"
        rows[y][x] = Cell(text: text, look: look)
        if isWide { rows[y][x + 1] = Cell(text: "", look: look) }
        x += isWide ? 2 : 1
    }

    static func rows(of canvas: Canvas) -> [[Cell]] {
        (0..<canvas.height).map { y in
            (0..<canvas.width).map { x in
                let style = canvas[x, y].style
                func numbers(_ color: Color) -> [Int] {
                    color.isDefault ? [] : [Int(color.red), Int(color.green), Int(color.blue)]
                }
                let known: [(Style.Attributes, Int)] = [(.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7)]
                let look = Look(
                    attributes: Set(known.filter { style.attributes.contains($0.0) }.map(\.1)), front: numbers(style.foreground),
                    back: numbers(style.background))
                return Cell(text: canvas[x, y].text, look: look)
            }
        }
    }
}
