import ArgumentParser
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

    private var wish: StudyHandout.Wish { StudyHandout.Wish(count: count, requeueAfter: requeueAfter, budget: budget) }

    func validate() throws { try wish.validate() }

    func run() throws {
        let file = try options.file()
        try ask(file, in: SearchedSpace(file.header.readSpace(of: options.study)))
    }

    private func ask(_ file: StudyFile, in space: SearchedSpace) throws {
        var study = try OpenStudy(file, in: space)
        let strategy = try file.header.readStrategy(of: options.study, threads: threading.threads)
        let handout = try StudyHandout(wish, of: &study, strategy: strategy)
        if !handout.putBack.isEmpty { Output.note("put back: \(handout.putBack.map(String.init).joined(separator: ", "))") }
        if let shortage = handout.shortage { Output.note(shortage) }
        switch format {
        case .text: try Output.write(handout.tasks.map { "\($0.id) \($0.architecture)\n" }.joined(), to: nil)
        case .json: try Output.write(try Output.json(handout.tasks), to: nil)
        }
    }
}
