import ArgumentParser
import Foundation
import Search

/// `dnag search ask`
struct StudyAsk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask", abstract: "Hand out architectures of a study to be evaluated.",
        discussion: """
            Prints a line for each: its number, and the architecture; fewer than --count, or none, once the budget is spent. Any number of
            processes may ask and tell at the same time. Rounds are proposed when what was proposed before is handed out, with what is
            known by then.

            EXAMPLES
              dnag search ask --study study.jsonl
              dnag search ask --study study.jsonl --count 4 --format json
              dnag search ask --study study.jsonl --requeue-after 7200
            """)

    @OptionGroup var options: StudyOptions

    @Option(help: "How many.")
    var count: Int = 1

    @Option(
        help: ArgumentHelp(
            "Before, put back what was handed out longer ago than this and has not come back: its worker has died.", valueName: "seconds"))
    var requeueAfter: Int?

    @Option(help: "A larger budget: a study whose budget is spent goes on.")
    var budget: Int?

    @Option(help: "Form of the result: a line each, or an array of objects.")
    var format: ReportFormat = .text

    @OptionGroup var threading: ThreadOptions

    func validate() throws {
        try Check.range("--count", count, (1...100_000).contains(count), "between 1 and 100000")
        try Check.budget(budget)
        if let requeueAfter { try Check.range("--requeue-after", requeueAfter, requeueAfter >= 0, "at least 0") }
    }

    func run() throws {
        let file = try options.file()
        try ask(file, in: SearchedSpace(file.header.readSpace(of: options.study)))
    }

    private func ask(_ file: StudyFile, in space: SearchedSpace) throws {
        var study = try OpenStudy(file, in: space)
        if let budget { try study.grow(to: budget) }
        let strategy = try file.header.readStrategy(of: options.study, threads: threading.threads)
        let now = Int(Date().timeIntervalSince1970)
        if let requeueAfter {
            let lost = study.study.lost(after: requeueAfter, now: now)
            if !lost.isEmpty {
                try study.note(.requeued(ids: lost.map(\.id)))
                Output.note("put back: \(lost.map { "\($0.id)" }.joined(separator: ", "))")
            }
        }
        let tasks = try study.ask(count, strategy: strategy, time: now).map { EvaluatorTask($0, of: study.study) }
        if tasks.count < count {
            let isSpent = study.study.evaluations.count >= study.study.budget
            let reason = isSpent ? "the budget of \(study.study.budget) is spent; --budget takes a larger one" : "nothing is left to propose"
            Output.note("\(tasks.isEmpty ? "no" : "no further") architecture: \(reason)")
        }
        switch format {
        case .text: try Output.write(tasks.map { "\($0.id) \($0.architecture)\n" }.joined(), to: nil)
        case .json: try Output.write(try Output.json(tasks), to: nil)
        }
    }
}
