import ArgumentParser
import Foundation
import Tensors

extension Dnag {
    /// Ends the program as an error asks for. Help and versions are errors to the parser; they are what was asked for, and go to
    /// standard output.
    static func end(with error: any Error) -> Never {
        // As every program ends whose reader has gone.
        if error as? Streams.Failure == .closed { endByClosedPipe() }
        let text = fullMessage(for: error), status = exitCode(for: error)
        guard status == .success else {
            if !text.isEmpty { Streams.say(text.escapedLines(limit: 10_000) + "\n") }
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

    private static func endByClosedPipe() -> Never {
        signal(SIGPIPE, SIG_DFL)
        raise(SIGPIPE)
        Foundation.exit(128 + SIGPIPE)
    }
}
