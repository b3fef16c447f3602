import Architectures
import Diffusion

extension CommandTable {
    /// Understands a line. Commands, properties and choices may be cut short as far as they stay unmistakable.
    /// - Returns: nil for an empty line
    /// - Throws: `CommandFault`
    public static func parse(_ line: String, in state: State) throws -> Command? {
        let words = CommandWords.split(line)
        guard let first = words.first else { return nil }
        if first.text == "dnag" {
            let pasted = try PastedLine(words, length: line.count)
            if pasted.isRace { return .race(try pasted.race(in: state)) }
            return try pasted.source.map { .open($0) } ?? .run(pasted.run(in: state))
        }
        let entry = try attributed(to: first.range) { try Self.entry(first.text) }
        var arguments = CommandArguments()
        for (word, parameter) in zip(words.dropFirst(), entry.parameters) {
            let (text, number) = try attributed(to: word.range) { try parameter.resolve(word.text, of: entry.name, in: state) }
            arguments.words.append(text)
            arguments.numbers.append(number)
        }
        if words.count - 1 > entry.parameters.count {
            let extra = words[entry.parameters.count + 1].range.lowerBound..<(words.last?.range.upperBound ?? line.count)
            throw CommandFault(description: "\(CommandMistake.tooMuch(after: entry.name))", range: extra)
        }
        if let missing = entry.parameters.dropFirst(words.count - 1).first(where: { !$0.isOptional }) {
            throw CommandFault(
                description: "\(CommandMistake.missing(missing.placeholder, of: entry.name))", range: line.count..<line.count)
        }
        guard let command = entry.build(arguments) else {
            throw CommandFault(
                description: "\(CommandMistake.tooMuch(after: "\(entry.name) \(arguments.word(0))"))",
                range: (words.dropFirst(2).first?.range.lowerBound ?? 0)..<line.count)
        }
        return command
    }

    /// The command that a word is, or begins.
    /// - Throws: `CommandMistake`
    static func entry(_ word: String) throws -> Entry {
        if let entry = self[word] { return entry }
        let begun = entries.filter { $0.name.hasPrefix(word) }
        if let only = begun.first, begun.count == 1 { return only }
        guard begun.isEmpty else { throw CommandMistake.ambiguous(word, among: begun.map(\.name)) }
        throw CommandMistake.unknownCommand(word, nearest: FuzzyMatch.nearest(to: word, among: entries.map(\.name)))
    }

    /// Runs a piece of work, and gives its error a place in the line.
    static func attributed<Result>(to range: Range<Int>, _ work: () throws -> Result) throws -> Result {
        do {
            return try work()
        } catch let fault as CommandFault {
            throw fault
        } catch {
            throw CommandFault(description: String(describing: error), range: range)
        }
    }
}
