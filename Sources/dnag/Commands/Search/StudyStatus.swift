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
              dnag search status --study study.jsonl --format csv > measured.csv      (for 'search new --known measured.csv')
            """)

    @OptionGroup var options: StudyOptions

    @Option(help: "Form of the result.")
    var format: OutputFormat = .text

    func run() throws {
        // Without waiting for anybody, nor keeping anybody waiting.
        let contents = try StudyContents(contentsOf: options.study)
        try report(contents, in: SearchedSpace(contents.header.readSpace(of: options.study)))
    }

    private func report(_ contents: StudyContents, in space: SearchedSpace) throws {
        let study = try Study(contents.header, events: contents.events, in: space, path: options.study)
        try Output.write(StudyReport(study, tornBytes: contents.tornBytes), format)
    }
}
