#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension TerminalDriver {
    /// More than this no terminal takes.
    static let clipboardLimit = 74_000

    /// Asks the terminal to put text on the clipboard (xterm's control sequence OSC 52). Terminals that do not know it, or do not
    /// allow it, say nothing.
    /// - Returns: whether it was asked; not when the text is too long or the terminal is of a kind that would show the request.
    public func copy(_ text: String) -> Bool {
        guard isOpen, supportsModes, text.utf8.count <= Self.clipboardLimit else { return false }
        send("\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}")
        return true
    }
}
