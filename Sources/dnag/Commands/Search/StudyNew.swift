import ArgumentParser
import Search

/// `dnag search new`
struct StudyNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Make a study to be driven by 'ask' and 'tell'.",
        discussion: """
            EXAMPLES
              dnag search new --study study.jsonl --objective accuracy --initial 10 --batch 4 --budget 100
              dnag search new --study study.jsonl --objective accuracy --constraint "latency_ms<5" --strategy mutation
              dnag search new --study networks.jsonl --space mobilenetv3 --objective top1 --objective latency_ms --front --batch 8
            """)

    @OptionGroup var options: StudyOptions
    @OptionGroup var specification: StudySpecification

    func run() throws {
        let header = try specification.header()
        let file = try StudyFile(options.study, creating: header, patience: options.wait)
        // Making the same twice is harmless until there is something in it.
        guard file.events.isEmpty else { throw CommandError.studyExists(options.study) }
    }
}
