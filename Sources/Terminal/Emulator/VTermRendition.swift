/// "Select graphic rendition" as libvterm understands it. It knows neither dim nor hidden text: they go as its fonts, which nothing
/// else uses here. What it would misread (colours with a colour space, colours of underlines) is rewritten or left out.
struct VTermRendition {
    /// Bits of the font.
    static let dim = 1, hidden = 2

    /// Codes, one sequence each: libvterm 0.1 reads past its memory where there are more than sixteen.
    private(set) var codes: [String] = []

    /// - Parameter font: libvterm's at the moment; asked for only when it matters
    init(_ numbers: [ControlScanner.Number], font: () -> Int) {
        var known: Int?
        func change(_ edit: (Int) -> Int) {
            let before = known ?? font()
            let after = edit(before)
            known = after
            if after != before { codes.append("\(10 + after)") }
        }
        var rest = numbers[...]
        while let first = rest.popFirst() {
            let number = first.value ?? 0
            let parts = rest.prefix { $0.isPart }
            rest = rest.dropFirst(parts.count)
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
            case 4: codes.append(parts.first?.value == 0 ? "24" : "4")
            case 38, 48, 58:
                let color = Self.color(parts, &rest)
                if let color, number != 58 { codes.append("\(number);\(color)") }
            case 1, 3, 5, 7, 9, 21, 23, 24, 25, 27, 29, 30...37, 39, 40...47, 49, 90...97, 100...107: codes.append("\(number)")
            default: break
            }
        }
    }

    /// The colour that `5;n`, `2;r;g;b`, `5:n`, `2:r:g:b` or `2:space:r:g:b` names, with semicolons; nil when there is none.
    private static func color(_ parts: ArraySlice<ControlScanner.Number>, _ rest: inout ArraySlice<ControlScanner.Number>) -> String? {
        let kind = parts.isEmpty ? rest.popFirst()?.value : parts.first?.value
        guard let kind, kind == 5 || kind == 2 else { return nil }
        let count = kind == 5 ? 1 : 3
        var values = parts.dropFirst()
        if parts.isEmpty {
            values = rest.prefix(count)
            rest = rest.dropFirst(count)
        } else if kind == 2, values.count > count {
            values = values.dropFirst()
        }
        guard values.count >= count else { return nil }
        return "\(kind);" + values.prefix(count).map { "\(min($0.value ?? 0, 255))" }.joined(separator: ";")
    }
}
