import ArgumentParser
import Foundation
import Search

/// `dnag search serve`
struct StudyServe: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Ask and tell, line by line, in one process.",
        discussion: """
            Reads requests from standard input, an object of JSON a line, and answers each with one line on standard output, in their order:

              {"ask": 2}                                   {"tasks": [{"arch": …, "id": 0, …}, …], "put_back": []}
              {"ask": 1, "requeue_after": 3600, "budget": 200}
              {"tell": 0, "figures": {"accuracy": 93.1}}   {"told": 0}
              {"tell": "|…|", "figures": {…}}              {"given": "|…|"} where the study has not proposed it
              {"fail": 0, "reason": "out of memory"}       {"failed": 0}
              {"requeue": 0}                               {"requeued": 0}
              {"status": true}                             {"status": {…}}, as 'search status --format json'

            What cannot be done is answered with {"error": "…"}, changes nothing, and the process goes on; it ends with its input. Between
            requests the study is open to others: any number of processes may serve, ask and tell at the same time.

            EXAMPLES
              dnag search serve --study study.jsonl
              echo '{"status": true}' | dnag search serve --study study.jsonl
            """)

    @OptionGroup var options: StudyOptions

    @OptionGroup var threading: ThreadOptions

    /// Bytes of a line at most.
    static let longestLine = 1 << 20

    func run() throws {
        // A study that cannot be opened is said at once, and ends the command.
        var desk = try StudyDesk(options, threads: threading.threads)
        var lines = InputLines(longest: Self.longestLine)
        while let line = try lines.next() {
            if let answer = answer(line, at: &desk) { try Streams.write(answer + [0x0A]) }
        }
    }

    /// - Returns: none to an empty line
    private func answer(_ line: InputLines.Line, at desk: inout StudyDesk) -> Data? {
        do {
            switch line {
            case .tooLong: throw CommandError.badRequest("a line is longer than \(Self.longestLine >> 10) KiB")
            case .line(let bytes):
                if bytes.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { return nil }
                return try desk.answer(to: StudyRequest(parsing: bytes)).encoded()
            }
        } catch {
            return StudyReply.failure(Self.message(for: error))
        }
    }
}
