/// Splits a line into words by the quoting rules of a shell (POSIX.1-2017, Shell Command Language 2.2), and does nothing else that a
/// shell does.
public enum ShellWords {
    /// - Throws: `EvaluatorError.openQuote`, and `.shellSyntax` for what a shell would not take as a part of a word
    public static func split(_ text: String) throws -> [String] {
        var words: [String] = [], word: String?
        var rest = text[...]
        func open() -> EvaluatorError { .openQuote(text) }
        while let character = rest.popFirst() {
            switch character {
            case " ", "\t", "\n", "\r\n":
                if let whole = word { words.append(whole) }
                word = nil
            case "'":
                guard let end = rest.firstIndex(of: "'") else { throw open() }
                word = (word ?? "") + rest[..<end]
                rest = rest[rest.index(after: end)...]
            case "\"":
                word = (word ?? "") + (try quoted(&rest) ?? { throw open() }())
            case "\\":
                guard let next = rest.popFirst() else { throw open() }
                word = (word ?? "") + String(next)
            case "|", "&", ";", "<", ">", "(", ")", "$", "`":
                throw EvaluatorError.shellSyntax(character, in: text)
            default:
                word = (word ?? "") + String(character)
            }
        }
        if let whole = word { words.append(whole) }
        return words
    }

    /// What stands before the closing double quote; nil where there is none.
    private static func quoted(_ rest: inout Substring) -> String? {
        var text = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return text
            case "\\":
                guard let next = rest.popFirst() else { return nil }
                text += "\"\\$`".contains(next) ? String(next) : "\\" + String(next)
            default: text.append(character)
            }
        }
        return nil
    }
}
