import ArgumentParser
import Foundation
import Search

/// `dnag search tell`
struct StudyTell: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tell", abstract: "Tell a study what came of an architecture that was handed out, or is known of another.",
        discussion: """
            Telling the same twice is harmless, so that a line which may or may not have been carried out can be repeated. The figures of an
            architecture that the study has not proposed are given: searches learn from them, and no evaluation is counted.

            EXAMPLES
              dnag search tell --study study.jsonl --id 7 --value accuracy=93.1 --value latency_ms=4.2
              python3 train.py | dnag search tell --study study.jsonl --id 7 --json -
              dnag search tell --study study.jsonl --id 7 --failed "out of memory"
              dnag search tell --study study.jsonl --id 7 --requeue
              dnag search tell --study study.jsonl --arch '#1462' --value accuracy=91.2
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

    private static let mostPrinted = 1 << 26

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
        try tell(file, in: SearchedSpace(file.header.readSpace(of: options.study)), printed)
    }

    private func tell(_ file: StudyFile, in space: SearchedSpace, _ printed: Data?) throws {
        var study = try OpenStudy(file, in: space)
        let place = try StudyAnswer.note(subject(), in: &study) { study in
            if let failed { return .failed(reason: failed) }
            return requeue ? .requeued : .figures(try figures(printed, of: study))
        }
        if case .given(let arch, isNew: true) = place { Output.note("noted as given: the study has not proposed \(arch)") }
    }

    private func subject() throws -> StudyAnswer.Subject {
        if let arch { return .arch(arch) }
        guard let id else { throw CommandError.whichEvaluation }
        return .id(id)
    }

    private func figures(_ printed: Data?, of study: Study) throws -> [String: Double] {
        guard let printed, let json else { return try values() }
        do {
            return try EvaluatorOutput.figures(in: printed, columns: study.problem.objective.columns)
        } catch {
            throw CommandError.notFigures(source: json == "-" ? "standard input" : json, reason: error.description)
        }
    }

    private func values() throws -> [String: Double] {
        var values: [String: Double] = [:]
        for text in value {
            let figure = try ColumnFigure(parsing: text)
            guard values.updateValue(figure.figure, forKey: figure.column) == nil else {
                throw ValidationError(CommandError.figureTwice(figure.column).description)
            }
        }
        return values
    }

    private func read(_ source: String) throws -> Data {
        let name = source == "-" ? "standard input" : source
        var bytes = Data()
        do {
            // From a pipe, too, but not for ever.
            let file = source == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: source))
            while bytes.count <= Self.mostPrinted, let part = try file.read(upToCount: 1 << 16), !part.isEmpty { bytes += part }
        } catch {
            throw CommandError.notFigures(source: name, reason: error.plainReason)
        }
        guard bytes.count <= Self.mostPrinted else {
            throw CommandError.notFigures(source: name, reason: "it is longer than \(Self.mostPrinted >> 20) MiB; hand in the object with the figures alone")
        }
        return bytes
    }
}
