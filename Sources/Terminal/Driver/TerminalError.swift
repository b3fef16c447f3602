import Platform

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Why a terminal cannot be used for a screen.
public enum TerminalError: Error, Hashable, Sendable {
    /// A stream ("standard input", "standard output") is a file or a pipe.
    case notATerminal(stream: String)
    case termUnset
    case termUnknown(name: String)
    /// The terminal exists but cannot, for example, move the cursor.
    case termTooPoor(name: String, missing: String)
    /// Another driver holds the terminal; there is one a process.
    case alreadyOpen
    /// The system refused a call.
    case system(call: String, code: Int32)
}

extension TerminalError: CustomStringConvertible, LocalizedError {
    public var description: String {
        switch self {
        case .notATerminal(let stream):
            "\(stream) is not a terminal: the screen needs one for keys and one to draw on"
        case .termUnset:
            "TERM is not set: it must name the terminal, for example TERM=xterm-256color"
        case .termUnknown(let name):
            "TERM is \"\(name)\", which the terminal database does not know: try TERM=xterm-256color"
        case .termTooPoor(let name, let missing):
            "TERM is \"\(name)\", a terminal that cannot \(missing): a screen needs that"
        case .alreadyOpen:
            "the terminal is already in use by this process: only one screen can be open"
        case .system(let call, let code):
            "\(call) failed: \(String(cString: strerror(code)))"
        }
    }

    public var errorDescription: String? { description }

    /// What is said where another terminal's name helps.
    func remark(instead other: String) -> String? {
        guard case .termUnknown(let name) = self else { return nil }
        return "TERM is \"\(name.prefix(40))\", which the terminal database does not know; driven as \(other)"
    }
}
