/// Where a session is: a word that holds it, a line of the shell, or a file.
public enum SessionSource: Sendable, Hashable {
    case word(String)
    case line(String)
    case file(String)

    /// What a word is called in errors.
    static let wordName = "this session's word"

    public init(_ text: String) {
        if text.hasPrefix("dnag "), text.contains(" ") {
            self = .line(text)
        } else if text.hasPrefix("dnag"), text.dropFirst(4).prefix(while: \.isNumber).count > 0,
            text.dropFirst(4).drop(while: \.isNumber).first == ":"
        {
            self = .word(text)
        } else {
            self = .file(text)
        }
    }

    public var text: String {
        switch self {
        case .word(let text), .line(let text), .file(let text): text
        }
    }
}
