import Foundation

/// Which words of a command line are read as code: what follows `-c` and its like.
struct InterpretedWords {
    private let words: [String]

    init(_ words: [String]) { self.words = words }

    var code: [String] {
        var code: [String] = []
        for (place, word) in words.enumerated() {
            let rest = words[(place + 1)...]
            let name = Self.program(word)
            if Self.shells.contains(name) {
                if let text = Self.codeOfShell(rest) { code.append(text) }
            } else if Self.remote.contains(name) {
                // What stands behind the host is put together and read by a shell there.
                code += rest
            } else if let flags = Self.interpreters[name] {
                if let text = Self.codeOfInterpreter(rest, flags) { code.append(text) }
            } else if word == "-c", let next = rest.first {
                code.append(next)
            }
        }
        return code
    }

    /// The first operand, if some cluster of options before it has a c: `-c`, `-ec`, `-lc`, `-o pipefail -c`.
    private static func codeOfShell(_ words: ArraySlice<String>) -> String? {
        var rest = words, takesCode = false
        while let word = rest.popFirst() {
            guard word.hasPrefix("-") || word.hasPrefix("+"), word.count > 1 else { return takesCode ? word : nil }
            if word == "--" { return takesCode ? rest.first : nil }
            if word == "--command" { return rest.first }
            if word.hasPrefix("--") {
                if longWithValue.contains(word) { rest.removeFirst(min(1, rest.count)) }
                continue
            }
            let cluster = word.dropFirst()
            if word.hasPrefix("-"), cluster.contains("c") { takesCode = true }
            if cluster.contains("o") || cluster.contains("O") {
                // Its name follows, unless options do: `sh -o` alone prints them.
                if let next = rest.first, !next.hasPrefix("-"), !next.contains("{arch}") { rest.removeFirst() }
            }
        }
        return nil
    }

    /// What follows a cluster of options that ends with one of the flags; what stands behind a script is the script's.
    private static func codeOfInterpreter(_ words: ArraySlice<String>, _ flags: String) -> String? {
        var rest = words
        while let word = rest.popFirst(), word.hasPrefix("-") {
            if isCluster(word, of: flags) { return rest.first }
            if withValue.contains(word) { rest.removeFirst(min(1, rest.count)) }
        }
        return nil
    }

    private static func isCluster(_ word: String, of flags: String) -> Bool {
        guard word.hasPrefix("-"), word.count > 1 else { return false }
        if word.hasPrefix("--") { return ["--eval", "--print", "--command"].contains(word) }
        return word.dropFirst().allSatisfy(\.isLetter) && word.last.map(flags.contains) ?? false
    }

    /// `/bin/bash` → `bash`, `python3.12` → `python`.
    private static func program(_ word: String) -> String {
        let name = word.split(separator: "/").last ?? ""
        return String(name.prefix { $0.isLetter })
    }

    private static let shells: Set<String> = ["sh", "bash", "dash", "zsh", "ksh", "mksh", "ash", "fish", "csh", "tcsh", "rbash"]
    private static let remote: Set<String> = ["ssh", "rsh"]
    private static let interpreters = ["python": "c", "pypy": "c", "perl": "eE", "ruby": "e", "node": "ep", "Rscript": "e", "lua": "e", "php": "r"]
    private static let withValue: Set<String> = ["-W", "-X", "-I", "-r", "--require"]
    private static let longWithValue: Set<String> = ["--rcfile", "--init-file", "--init-command"]
}
