extension State {
    /// Shows the line that brings back what is on the page. What is too long for a line goes to a file, and the line opens that.
    mutating func openLine() -> [Effect] {
        let lines = reproductionLines
        guard !lines.isEmpty else { return [] }
        guard lines.reduce(0, { $0 + $1.count }) <= Self.lineLimit else { return save(to: nil) }
        linesShown = lines
        overlay = .line
        return []
    }

    /// Characters of a line that people still copy.
    static let lineLimit = 1_600

    /// Writes what is shown to a file, for others or for another day.
    mutating func save(to path: String?) -> [Effect] {
        guard let session = shownSession else {
            say("\(ExportError.nothingYet)")
            return []
        }
        let file = SessionFile(path: path ?? inExportFolder(runName + SessionFile.ending))
        beingSaved = file
        return [.save(SessionDocument(session).text, path: file.path)]
    }

    /// - Returns: whether what was written is a session
    mutating func saved(_ path: String) -> Bool {
        guard let file = beingSaved, file.isWritten(to: path) else { return false }
        beingSaved = nil
        linesShown = ["dnag explore --from \(ShellWord.quoted(path))"]
        overlay = .line
        say("written: \(path)")
        return true
    }

    /// Carries out `:open`, or a pasted line with `--from`.
    mutating func open(_ source: SessionSource, fault: CommandFault) throws -> [Effect] {
        switch source {
        case .word(let word):
            do {
                return open(try SessionDocument(word: word).session(from: SessionSource.wordName))
            } catch {
                throw CommandFault(description: "\(error)", range: fault.range)
            }
        case .line(let line):
            guard let command = try CommandTable.parse(line, in: self) else { return [] }
            return try execute(command, words: CommandWords.split(line))
        case .file(let path): return [.open(path: path)]
        }
    }
}
