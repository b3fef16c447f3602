import ArgumentParser
import Foundation
import Search

/// `dnag search status`
struct StudyStatus: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show how a study stands; it may be running.",
        discussion: """
            EXAMPLES
              dnag search status --study study.jsonl
              dnag search status --study study.jsonl --format json
            """)

    @OptionGroup var options: StudyOptions

    @Option(help: "Form of the result.")
    var format: ReportFormat = .text

    func run() throws {
        let (study, tornBytes) = try options.read()
        let report = StudyReport(study, tornBytes: tornBytes)
        switch format {
        case .text: try Output.write(report.text, to: nil)
        case .json: try Output.write(try Output.json(report), to: nil)
        }
    }
}
