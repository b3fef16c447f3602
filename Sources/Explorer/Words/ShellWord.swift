/// A word of a line of the shell.
enum ShellWord {
    /// As it has to be written for the shell to take it as one word and as it is.
    static func quoted(_ value: String) -> String {
        let isPlain = !value.isEmpty && value.allSatisfy { $0.isLetter || $0.isNumber || "-_./+=,:@%".contains($0) }
        return isPlain ? value : "'" + value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// An option and its value; in one word where the value would be taken for an option.
    static func option(_ name: String, _ value: String) -> String { "--\(name)\(value.hasPrefix("-") ? "=" : " ")\(quoted(value))" }
}
