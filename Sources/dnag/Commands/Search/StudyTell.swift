import ArgumentParser
import Foundation
import Search

/// `dnag search tell`
struct StudyTell: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tell", abstract: "Tell a study what came of an architecture that was handed out.",
        discussion: """
            Telling the same twice is harmless, so that a line which may or may not have been carried out can be repeated.

            EXAMPLES
              dnag search tell --study study.jsonl --id 7 --value accuracy=93.1 --value latency_ms=4.2
              python3 train.py | dnag search tell --study study.jsonl --id 7 --json -
              dnag search tell --study study.jsonl --id 7 --failed "out of memory"
              dnag search tell --study study.jsonl --id 7 --requeue
              dnag search tell --study networks.jsonl --arch '{"d": [2, …], "ks": [3, …], "e": [4, …]}' --value top1=75.1
            """)

    @OptionGroup var options: StudyOptions

    @Option(help: "Its number.")
    var id: Int?

    @Option(help: ArgumentHelp("The architecture itself instead of its number, in any form that the space is written in.", valueName: "architecture"))
    var arch: String?

    @Option(help: ArgumentHelp("A figure; repeatable.", valueName: "column=number"))
    var value: [String] = []

    @Option(help: ArgumentHelp("Read the figures from what an evaluator printed: the last JSON object; '-' is standard input.", valueName: "file|-"))
    var json: String?

    @Option(help: ArgumentHelp("It could not be evaluated.", valueName: "reason"))
    var failed: String?

    @Flag(help: "Put it back: the next who asks gets it.")
    var requeue = false

    func validate() throws {
        guard (id == nil) != (arch == nil) else { throw ValidationError(CommandError.whichEvaluation.description) }
        let ways = [!value.isEmpty, json != nil, failed != nil, requeue].filter { $0 }.count
        guard ways == 1 else {
            throw ValidationError("give one of --value COLUMN=NUMBER (for each column), --json FILE, --failed REASON and --requeue")
        }
        _ = try values()
    }

    func run() throws {
        // Standard input may take long: the study is not kept from others meanwhile.
        let printed = try json.map(read)
        let file = try options.file()
        try tell(file, in: file.header.readSpace(of: options.study).searchable, printed)
    }

    private func tell<Space: SearchableSpace>(_ file: StudyFile, in space: Space, _ printed: Data?) throws {
        var study = try OpenStudy(file, in: space)
        guard let id = try id ?? arch.map(study.study.number(of:)) else { throw CommandError.whichEvaluation }
        let event: StudyEvent
        if let printed, let json {
            do {
                let columns = study.study.problem.objective.columns
                event = .told(id: id, figures: try EvaluatorOutput.figures(in: printed, columns: columns))
            } catch {
                throw CommandError.notFigures(source: json == "-" ? "standard input" : json, reason: error.description)
            }
        } else if let failed {
            event = .failed(id: id, reason: failed)
        } else {
            event = requeue ? .requeued(ids: [id]) : .told(id: id, figures: try values())
        }
        if !study.study.knows(event) { try study.note(event) }
    }

    private func values() throws -> [String: Double] {
        var values: [String: Double] = [:]
        for text in value {
            let figure = try ColumnFigure(parsing: text)
            guard values.updateValue(figure.figure, forKey: figure.column) == nil else {
                throw ValidationError(CommandError.noFigure(text).description)
            }
        }
        return values
    }

    private func read(_ source: String) throws -> Data {
        do {
            return try source == "-"
                ? FileHandle.standardInput.readToEnd() ?? Data() : Data(contentsOf: URL(fileURLWithPath: source))
        } catch {
            throw CommandError.notFigures(source: source, reason: error.plainReason)
        }
    }
}
