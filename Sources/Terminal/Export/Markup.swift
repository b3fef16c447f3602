/// Writing text into XML and HTML.
enum Markup {
    /// Text with the characters that mean something in markup escaped, and those XML 1.0 forbids replaced.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\t", "\n": escaped.unicodeScalars.append(scalar)
            // Control characters and what would reorder a line.
            case _ where CharacterWidth.columns(of: scalar) == nil: escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A number without more digits than a drawing needs, independent of the locale.
    static func number(_ value: Double) -> String {
        let hundredths = (value * 100).rounded(into: -100_000_000...100_000_000)
        let whole = hundredths / 100
        let rest = abs(hundredths % 100)
        let sign = hundredths < 0 && whole == 0 ? "-" : ""
        if rest == 0 { return "\(sign)\(whole)" }
        if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
        return "\(sign)\(whole)." + (rest < 10 ? "0\(rest)" : "\(rest)")
    }

    /// What a terminal's default colours are drawn as.
    static let defaultText = Color(hex: 0xD9DEE5)
    static let defaultGround = Color(hex: 0x0F1318)
}
