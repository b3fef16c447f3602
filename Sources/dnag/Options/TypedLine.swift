/// The words of a command line as the parser shall see them.
enum TypedLine {
    /// Values that begin with a minus are joined to the option before them: `--gamma -8,1` is `--gamma=-8,1`. No option of this program is a
    /// digit, so nothing else can be meant.
    static func words(_ arguments: [String]) -> [String] {
        var words: [String] = []
        var isOver = false
        for word in arguments {
            if !isOver, isNegative(word), let option = words.last, option.hasPrefix("--"), option.count > 2, !option.contains("=") {
                words[words.count - 1] = "\(option)=\(word)"
            } else {
                words.append(word)
            }
            isOver = isOver || word == "--"
        }
        return words
    }

    /// `-8`, `-.5`, `-8,1`, also `-inf`, which a rule can refuse with better words than a parser.
    static func isNegative(_ word: String) -> Bool {
        guard word.first == "-" else { return false }
        let rest = word.dropFirst().drop { $0 == "." }
        return rest.first?.isWholeNumber ?? false || ["inf", "nan", "infinity"].contains(rest.lowercased())
    }
}

extension TypedLine {
    /// What was typed behind the program's name.
    static var typed: [String] { words(Array(CommandLine.arguments.dropFirst())) }

    /// What was typed behind a command's name, or in its place.
    static func arguments(of command: String) -> [String] { typed.first == command ? Array(typed.dropFirst()) : typed }
}
