/// "Select graphic rendition" as libvterm understands it. It knows neither dim nor hidden text: they go as its fonts, which nothing
/// else uses here. What it would misread (colours with a colour space, colours of underlines) is rewritten or left out.
struct VTermRendition {
    /// Bits of the font.
    static let dim = 1, hidden = 2

    /// Codes, one sequence each: libvterm 0.1 reads past its memory where there are more than sixteen.
    private(set) var codes: [String] = []

    /// - Parameter font: libvterm's at the moment; asked for only when it matters
    init(_ numbers: [[Int?]], font: () -> Int) {
        var known: Int?
        func change(_ edit: (Int) -> Int) {
            let before = known ?? font()
            let after = edit(before)
            known = after
            if after != before { codes.append("\(10 + after)") }
        }
        var rest = numbers[...]
        while let parts = rest.popFirst() {
            let number = parts.first.flatMap { $0 } ?? 0
            switch number {
            case 0:
                codes.append("0")
                known = 0
            case 2: change { $0 | Self.dim }
            case 8: change { $0 | Self.hidden }
            case 22:
                codes.append("22")
                change { $0 & ~Self.dim }
            case 28: change { $0 & ~Self.hidden }
            case 4: codes.append(parts.count > 1 && parts[1] == 0 ? "24" : "4")
            case 38, 48, 58:
                let color = Self.color(parts, &rest)
                if let color, number != 58 { codes.append("\(number);\(color)") }
            case 1, 3, 5, 7, 9, 21, 23, 24, 25, 27, 29, 30...37, 39, 40...47, 49, 90...97, 100...107: codes.append("\(number)")
            default: break
            }
        }
    }

    /// The colour that `5;n`, `2;r;g;b`, `5:n`, `2:r:g:b` or `2:space:r:g:b` names, with semicolons; nil when there is none.
    private static func color(_ parts: [Int?], _ rest: inout ArraySlice<[Int?]>) -> String? {
        func joined(_ values: [Int?]) -> String { values.map { "\(min($0 ?? 0, 255))" }.joined(separator: ";") }
        if parts.count > 1 {
            switch parts[1] {
            case 5 where parts.count > 2: return "5;" + joined([parts[2]])
            case 2 where parts.count > 4: return "2;" + joined(Array(parts[(parts.count > 5 ? 3 : 2)...].prefix(3)))
            default: return nil
            }
        }
        let kind = rest.popFirst()?.first ?? nil
        guard kind == 5 || kind == 2 else { return nil }
        let count = kind == 5 ? 1 : 3
        let values = rest.prefix(count).map { $0.first ?? nil }
        rest = rest.dropFirst(count)
        return values.count == count ? "\(kind ?? 5);" + joined(values) : nil
    }
}
