import Terminal

/// Compares a screen that was kept with one drawn now, on whatever machine. Another processor or mathematics library may round the last
/// bit of a computation otherwise, and with it the last digit of a figure, an eighth of a bar or a shade; nothing else may differ.
enum ScreenDifference {
    /// The first difference of two screens as text; nil where there is none.
    static func of(_ kept: String, _ now: String) -> String? {
        let (old, new) = (lines(kept), lines(now))
        guard old.count == new.count else { return "\(old.count) rows, now \(new.count)" }
        for (row, (before, after)) in zip(old, new).enumerated() where !isSame(before, after) {
            return "row \(row + 1)\n  \(before)\n  \(after)"
        }
        return nil
    }

    /// The same with colours and attributes.
    static func ofStyled(_ kept: String, _ now: String) -> String? {
        let width = max(columns(kept), columns(now)), height = max(lines(kept).count, lines(now).count)
        let (old, new) = (canvas(kept, width, height), canvas(now, width, height))
        if let difference = of(old.text, new.text) { return difference }
        for y in 0..<height {
            for x in 0..<width where !isSame(old[x, y].style, new[x, y].style) {
                return "column \(x + 1) of row \(y + 1): \(old[x, y].style), now \(new[x, y].style)"
            }
        }
        return nil
    }

    private static func lines(_ text: String) -> [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// More than there are: controls count too.
    private static func columns(_ text: String) -> Int { lines(text).map(\.count).max() ?? 0 }

    private static func canvas(_ text: String, _ width: Int, _ height: Int) -> Canvas {
        let screen = TerminalScreen(width: width, height: height)
        screen.write(lines(text).joined(separator: "\r\n"))
        return screen.canvas
    }

    private static func isSame(_ old: Style, _ new: Style) -> Bool {
        old.attributes == new.attributes && isSame(old.foreground, new.foreground) && isSame(old.background, new.background)
    }

    /// Mixed colours are rounded to 255ths.
    private static func isSame(_ old: Color, _ new: Color) -> Bool {
        guard old.isDefault == new.isDefault else { return false }
        return zip([old.red, old.green, old.blue], [new.red, new.green, new.blue]).allSatisfy { abs(Int($0) - Int($1)) <= 1 }
    }

    static func isSame(_ old: some StringProtocol, _ new: some StringProtocol) -> Bool {
        let (before, after) = (pieces(String(old)), pieces(String(new)))
        return before.count == after.count && zip(before, after).allSatisfy { isSame($0, $1) }
    }

    private enum Piece { case text(String), number(String) }

    /// Numbers with a decimal point, and what stands between them.
    private static func pieces(_ line: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = line[...]
        while let match = rest.firstMatch(of: #/[0-9]+\.[0-9]+/#) {
            pieces.append(.text(String(rest[..<match.range.lowerBound])))
            pieces.append(.number(String(match.output)))
            rest = rest[match.range.upperBound...]
        }
        return pieces + [.text(String(rest))]
    }

    private static func isSame(_ old: Piece, _ new: Piece) -> Bool {
        switch (old, new) {
        case (.number(let old), .number(let new)):
            guard old.count == new.count, old.firstIndex(of: ".") == new.firstIndex(of: ".") else { return false }
            guard let before = Int(old.filter { $0 != "." }), let after = Int(new.filter { $0 != "." }) else { return false }
            return abs(before - after) <= 1
        case (.text(let old), .text(let new)):
            return old.count == new.count && zip(old, new).allSatisfy { $0 == $1 || isNeighbour($0, $1) }
        default: return false
        }
    }

    /// Whether two characters are bars that differ by an eighth.
    private static func isNeighbour(_ old: Character, _ new: Character) -> Bool {
        ["▁▂▃▄▅▆▇█", "▏▎▍▌▋▊▉█"].contains { ladder in
            let steps = Array(ladder)
            guard let before = steps.firstIndex(of: old), let after = steps.firstIndex(of: new) else { return false }
            return abs(before - after) <= 1
        }
    }
}
