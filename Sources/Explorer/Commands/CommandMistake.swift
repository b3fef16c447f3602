import Architectures
import Foundation

/// What can be wrong with the words of a command, beyond the values of settings.
public enum CommandMistake: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case unknownCommand(String, nearest: String?)
    case ambiguous(String, among: [String])
    case missing(String, of: String)
    case tooMuch(after: String)
    case unknownProperty(String, nearest: String?)
    case notShown(String)
    case notMeasured(String, measured: [String])
    case notSteered(String, steered: [String])
    /// A bound that nothing keeps; in words with their unit.
    case nothingWithin(String, low: String, high: String)
    case noBranch(String, known: [String])
    case notALine
    case unknownFlag(String)
    case selects(String)
    case valueMissing(flag: String)
    case noMark(String)
    case otherFile(flag: String, loaded: [String])
    case noDenoiser(String)
    case otherSpace(String, here: String)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .unknownCommand(let name, let nearest):
            "there is no command '\(name)'" + Self.hint(nearest) + "; :help lists all"
        case .ambiguous(let word, let names):
            "'\(word)' could be \(names.prefix(6).joined(separator: ", "))\(names.count > 6 ? ", …" : "")"
        case .missing(let placeholder, let command):
            "\(command) needs \(placeholder)" + Self.usage(command)
        case .tooMuch(let command):
            "\(command) takes no more than this" + Self.usage(command)
        case .unknownProperty(let name, let nearest):
            "there is no property '\(name)'" + Self.hint(nearest)
        case .notShown(let name):
            "\(name) is not on the screen: :add \(name) brings it"
        case .notMeasured(let name, let measured):
            "\(name) is not measured, so it can be neither searched for nor bounded: " + Self.some(measured, else: "bring a table with --table FILE")
        case .notSteered(let name, let steered):
            "\(name) steers nothing: " + Self.some(steered, else: "nothing does; :gamma NAME VALUE does")
        case .nothingWithin(let bound, let low, let high):
            "nothing keeps \(bound): take \(low) to \(high)"
        case .noBranch(let name, let known):
            "there is no branch '\(name)'; there are: \(known.joined(separator: ", "))"
        case .notALine:
            "a line of the shell begins with dnag generate, dnag explore or dnag search bo"
        case .unknownFlag(let flag):
            "\(flag) is no option of a run: dnag explore --help lists them"
        case .selects(let flag):
            "\(flag) chooses among samples that are drawn, which dnag generate does and the screen does not: leave it out"
        case .noMark(let text): "'\(text.escaped())' is no mark of a run; it must be eight hexadecimal digits, such as 1b9f02c4"
        case .valueMissing(let flag):
            "\(flag) needs a value"
        case .otherFile(let flag, let loaded):
            "\(flag) is read at the start: " + (loaded.isEmpty ? "this program was started without it" : "this program has \(loaded.joined(separator: ", "))")
        case .otherSpace(let name, let here):
            "this line is of \(name), and here is \(here): " + (SearchSpace(named: name) == nil ? "there is no such space" : "space \(name) goes there")
        case .noDenoiser(let name):
            "there is no \(name) denoiser" + (name == "published" ? ": start with --denoiser published --denoiser-file FILE" : "")
        }
    }

    /// The first of what there is to take instead.
    private static func some(_ names: [String], else nothing: String) -> String {
        names.isEmpty ? nothing : "take \(names.prefix(4).joined(separator: ", "))\(names.count > 4 ? ", …" : "")"
    }

    private static func usage(_ command: String) -> String { CommandTable[command].map { ": :\($0.usage)" } ?? "" }

    private static func hint(_ nearest: String?) -> String { nearest.map { ", perhaps \($0)" } ?? "" }
}
