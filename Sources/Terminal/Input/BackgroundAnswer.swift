/// What a terminal says of its background.
enum BackgroundAnswer {
    /// The question (xterm's OSC 11), and the wish to be told of changes (mode 2031, as Contour, Kitty, Ghostty and others have it).
    static let question = "\u{1B}]11;?\u{1B}\\\u{1B}[?2031h"
    static let end = "\u{1B}[?2031l"

    /// Of `11;rgb:R/G/B` with one to four hexadecimal digits a colour, as X11 writes them; nil for any other answer.
    static func event(_ bytes: ArraySlice<UInt8>) -> InputEvent? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("11;rgb") else { return nil }
        // Some say rgba, with how opaque it is behind.
        let colors = text.drop { $0 != ":" }.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        let parts = colors.prefix(3).compactMap { digits -> UInt8? in
            guard (1...4).contains(digits.count), digits.allSatisfy(\.isHexDigit), let value = Int(digits, radix: 16) else { return nil }
            return UInt8(value * 255 / ((1 << (4 * digits.count)) - 1))
        }
        guard parts.count == 3 else { return nil }
        // Dark is what is nearer to black than to white, as the eye sees it: below the grey of 18 %.
        return .background(isDark: Color(parts[0], parts[1], parts[2]).luminance < 0.18)
    }

    /// Of `CSI ? 997 ; n n`: 1 is dark, 2 is light.
    static func event(numbers: [Int]) -> InputEvent? {
        guard numbers.count == 2, numbers[0] == 997, (1...2).contains(numbers[1]) else { return nil }
        return .background(isDark: numbers[1] == 1)
    }
}
