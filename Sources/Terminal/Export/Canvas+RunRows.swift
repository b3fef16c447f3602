#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The screen as text that a program elsewhere draws: a row is a JSON array of runs of one style, `["text", foreground, background, attributes]`.
/// Colours are 0xRRGGBB as a number, −1 the terminal's own; attributes the sum of 1 bold, 2 dim, 4 italic, 8 underlined, 16 reversed, absent for 0.
extension Canvas {
    public var runRows: [String] {
        (0..<height).map { y in
            "["
                + runs(in: y).map { run in
                    let attributes = run.style.attributes.rawValue
                    return "[\(Asciicast.quoted(run.text)),\(Self.number(run.style.foreground)),\(Self.number(run.style.background))\(attributes == 0 ? "" : ",\(attributes)")]"
                }.joined(separator: ",") + "]"
        }
    }

    private static func number(_ color: Color) -> Int { color.hex.map(Int.init) ?? -1 }

    /// The screen that such rows show. A row that is none is blank; what is wider than the screen is cut.
    public init(columns: Int, runRows: [String]) {
        self.init(width: columns, height: runRows.count)
        for (y, row) in runRows.enumerated() {
            guard let runs = try? JSONDecoder().decode([RowRun].self, from: Data(row.utf8)) else { continue }
            var x = 0
            for run in runs { x = put(run.text, at: x, y, run.style) }
        }
    }
}

private struct RowRun: Decodable {
    var text: String
    var style: Style

    init(from decoder: any Decoder) throws {
        var parts = try decoder.unkeyedContainer()
        text = try parts.decode(String.self)
        let colors = try (0..<2).map { _ in Self.color(try parts.decode(Int.self)) }
        let attributes = parts.isAtEnd ? 0 : try parts.decode(UInt8.self)
        style = Style(colors[0], on: colors[1], Style.Attributes(rawValue: attributes & 31))
    }

    private static func color(_ number: Int) -> Color { (0...0xFF_FFFF).contains(number) ? Color(hex: UInt32(number)) : .default }
}
