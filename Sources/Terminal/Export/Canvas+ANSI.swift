extension Canvas {
    /// The screen as text with ANSI (ECMA-48) colours and attributes: a line a row, each reset at its end.
    public func ansi(level: ColorLevel = .trueColor) -> String {
        (0..<height).map { ansiLine($0, level: level) }.joined(separator: "\n")
    }

    private func ansiLine(_ y: Int, level: ColorLevel) -> String {
        var line = ""
        var styled = false
        for run in runs(in: y) {
            let codes = run.style.ansiCodes(level: level)
            if styled || !codes.isEmpty {
                line += "\u{1B}[" + (["0"] + codes).joined(separator: ";") + "m"
            }
            styled = !codes.isEmpty
            line += run.text
        }
        return styled ? line + "\u{1B}[0m" : line
    }
}

extension Style {
    /// The parameters of "select graphic rendition" that give this style, from a reset terminal.
    func ansiCodes(level: ColorLevel) -> [String] {
        var codes: [String] = []
        if attributes.contains(.bold) { codes.append("1") }
        if attributes.contains(.dim) { codes.append("2") }
        if attributes.contains(.italic) { codes.append("3") }
        if attributes.contains(.underline) { codes.append("4") }
        if attributes.contains(.reverse) { codes.append("7") }
        if level == .trueColor {
            if !foreground.isDefault { codes.append("38;2;\(foreground.red);\(foreground.green);\(foreground.blue)") }
            if !background.isDefault { codes.append("48;2;\(background.red);\(background.green);\(background.blue)") }
            return codes
        }
        let indices = Palette.nearestIndices(foreground: foreground, background: background, level: level)
        if let index = indices.foreground { codes.append(Self.code(index, normal: 30, bright: 90, extended: 38)) }
        if let index = indices.background { codes.append(Self.code(index, normal: 40, bright: 100, extended: 48)) }
        return codes
    }

    private static func code(_ index: UInt8, normal: Int, bright: Int, extended: Int) -> String {
        switch index {
        case 0..<8: String(normal + Int(index))
        case 8..<16: String(bright + Int(index) - 8)
        default: "\(extended);5;\(index)"
        }
    }
}
