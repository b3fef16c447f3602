import ArgumentParser
import Foundation
import Tensors

extension Dnag {
    /// Ends the program as an error asks for. Help and versions are errors to the parser; they are what was asked for, and go to
    /// standard output.
    static func end(with error: any Error) -> Never {
        // As every program ends whose reader has gone.
        if error as? Streams.Failure == .closed { endByClosedPipe() }
        if let fault = error as? LineFault {
            Streams.say("Error: \(fault)\n")
            Foundation.exit(ExitCode.validationFailure.rawValue)
        }
        let text = fullMessage(for: error), status = exitCode(for: error)
        guard status == .success else {
            // What was typed is quoted in it, and may be anything, of any length.
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.escaped(limit: longestLine) }
            if !text.isEmpty { Streams.say(lines.joined(separator: "\n") + "\n") }
            Foundation.exit(status.rawValue)
        }
        do {
            if !text.isEmpty { try Streams.write(Data((text + "\n").utf8)) }
        } catch {
            if error == .closed { endByClosedPipe() }
            Streams.say("Error: \(error)\n")
            Foundation.exit(EXIT_FAILURE)
        }
        Foundation.exit(EXIT_SUCCESS)
    }

    private static let longestLine = 1_000

    private static func endByClosedPipe() -> Never {
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
        Foundation.exit(128 + SIGPIPE)
    }
}
