import Foundation
import Testing

/// A study driven by the built program, with an evaluator that is a line of a shell.
struct StudyProgram {
    let program: Program
    let study: String
    var log: String { program.file("log") }

    init() throws {
        program = try Program()
        study = program.file("study.jsonl")
    }

    /// Prints a figure that is a function of the architecture.
    static let good = "set -- \"$@\" $(printf %s \"$1\" | cksum); echo \"{\\\"accuracy\\\": ${3%????}.5}\""

    /// - Parameter script: $1 is the architecture, $2 its number; $LOG is a file
    func evaluator(_ script: String, named name: String = "evaluator.sh") throws -> String {
        "sh \(try program.write("LOG=\(log)\n\(script)\n", to: name)) {arch} {id}"
    }

    /// Makes the study or goes on with it.
    func line(_ evaluator: String, _ more: [String] = [], study: String? = nil) -> [String] {
        [
            "search", "run", "--study", study ?? self.study, "--objective", "accuracy", "--strategy", "evolution", "--initial", "4", "--batch", "2",
            "--budget", "20", "--seed", "3", "--evaluator", evaluator,
        ] + more
    }

    @discardableResult
    func succeeds(_ arguments: [String]) throws -> String {
        let result = try program.run(arguments)
        #expect(result.status == 0, "\(arguments): \(result.error)")
        return result.output
    }

    func fails(_ arguments: [String], saying words: [String]) throws {
        let result = try program.run(arguments)
        #expect(result.status != 0, "\(arguments) ended with 0")
        for word in words { #expect(result.error.contains(word), "\(arguments) said: \(result.error)") }
        #expect(!result.error.contains("Fatal error"))
    }

    /// What a study says of its evaluations, in their order.
    struct Status: Decodable {
        struct Row: Decodable, Hashable {
            let id: Int?
            let arch: String
            let figures: [String: Double]?
            let reason: String?
        }

        struct Direction: Decodable, Hashable {
            let column, direction: String
        }

        let told, proposed, budget: Int
        let evaluations, queued, asked, failed, given: [Row]
        let best, bestGiven: Row?
        let objective: [String]
        let directions: [Direction]
    }

    func status(_ study: String? = nil) throws -> Status {
        let output = try succeeds(["search", "status", "--study", study ?? self.study, "--format", "json"])
        return try JSONDecoder().decode(Status.self, from: Data(output.utf8))
    }

    var logged: [String] { ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init) }

    func wait(_ what: String, _ holds: () throws -> Bool) throws {
        let end = Date().addingTimeInterval(60)
        while try !holds() {
            guard Date() < end else {
                Issue.record("waited in vain for \(what)")
                return
            }
            usleep(10_000)
        }
    }

    /// Whether a process is gone, or only to be waited for by whoever inherited it.
    static func isGone(_ id: pid_t) -> Bool {
        if kill(id, 0) != 0 { return true }
        guard let stat = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8) else { return false }
        return stat.split(separator: ")").last?.hasPrefix(" Z") ?? false
    }
}
