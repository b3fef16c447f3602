/// A word of a line, and where it stands.
struct CommandWord: Hashable {
    /// Without its quotes.
    var text: String
    /// In characters of the line, quotes and all.
    var range: Range<Int>
}

enum CommandWords {
    /// The words of a line as a shell splits them: by blanks, with quotes and backslashes. An open quote ends with the line.
    static func split(_ line: String) -> [CommandWord] {
        var words: [CommandWord] = []
        var text = "", start: Int?
        var quote: Character?, isEscaped = false
        for (place, character) in line.enumerated() {
            if isEscaped {
                text.append(character)
                isEscaped = false
            } else if let open = quote {
                if character == open { quote = nil } else { text.append(character) }
            } else if character == " " {
                if let begin = start { words.append(CommandWord(text: text, range: begin..<place)) }
                (text, start) = ("", nil)
            } else {
                start = start ?? place
                switch character {
                case "'", "\"": quote = character
                case "\\": isEscaped = true
                default: text.append(character)
                }
            }
        }
        if let begin = start { words.append(CommandWord(text: text, range: begin..<line.count)) }
        return words
    }

    /// A word as it has to be typed for `split` to find it again.
    static func quoted(_ word: String) -> String {
        guard word.isEmpty || word.contains(where: { " '\"\\".contains($0) }) else { return word }
        // Nothing escapes within quotes.
        if !word.contains("'") { return "'\(word)'" }
        return word.map { " '\"\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
    }

    /// What may stand in a line: everything that is seen, and blanks. Breaks of lines become blanks, or nothing
    /// where a backslash stands before them, as a shell has it; controls and marks that turn the direction of writing are left out.
    static func filtered(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        // Of a line end of two characters the second is no other.
        var isBroken = false
        for scalar in text.unicodeScalars {
            if scalar != "\n" { isBroken = false }
            switch scalar.properties.generalCategory {
            case .lineSeparator, .paragraphSeparator, .spaceSeparator: result.append(" ")
            case .control where scalar == "\n" || scalar == "\r" || scalar == "\t":
                // As a shell has it: a line that is broken by a backslash goes on where it was broken.
                if scalar != "\t", result.last == "\\" {
                    result.removeLast()
                    isBroken = true
                } else if !isBroken || scalar == "\t" {
                    result.append(" ")
                }
            case .control, .format, .surrogate, .privateUse, .unassigned: break
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
