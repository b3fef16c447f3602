import ArgumentParser
import Diffusion
import Foundation
import Published

/// `dnag evaluate parity`
struct EvaluateParity: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parity", abstract: "Hold the published networks and samplers, and the training of cells, against PyTorch's.",
        discussion: """
            Runs every fixture in a folder, or one file: score_*.safetensors, predictor_*.safetensors, sample_*.safetensors, train_*.safetensors
            (Scripts/training_fixture.py writes one) and sde.json, of any size; their configuration is in their metadata. max_abs is the largest difference; max_rel is that difference over the largest
            reference value (at least 1e-6 divided by the tolerance, so an error below 1e-6 never fails). Tolerance 1e-4, for trajectories 1e-3.
            The exit code is 1 when a quantity is beyond it.

            EXAMPLES
              dnag evaluate parity fixtures --format json
              dnag evaluate parity train_small.safetensors
            """)

    @Argument(help: ArgumentHelp("A folder of fixtures, or one of them.", valueName: "dir"))
    var directory: String

    @Option(help: "Form of the result.")
    var format: ReportFormat = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    struct Report: Encodable {
        struct Case: Encodable {
            let name, quantity: String
            /// Null where one of the numbers compared is none.
            let max_abs, max_rel: Double?
            let pass: Bool
        }
        let cases: [Case]
    }

    func run() throws {
        let parity = try ParityReport(directory: directory)
        let report = Report(
            cases: parity.cases.map {
                Report.Case(
                    name: $0.name, quantity: $0.quantity, max_abs: $0.maxAbsolute.finite,
                    max_rel: $0.maxRelative.finite, pass: $0.passes)
            })
        try Output.write(format == .json ? try Output.json(report) : text(report), to: out)
        if !parity.passes { throw ExitCode.failure }
    }

    private func text(_ report: Report) -> String {
        var table = TextTable(header: ["case quantity", "max abs", "max rel", "pass"])
        for line in report.cases {
            table.add([
                "\(line.name) \(line.quantity)", line.max_abs?.scientific ?? "–", line.max_rel?.scientific ?? "–",
                line.pass ? "yes" : "NO",
            ])
        }
        let failed = report.cases.count { !$0.pass }
        return table.text + "\n\(report.cases.count) quantities compared, \(failed) beyond tolerance\n"
    }
}

extension Double {
    fileprivate var scientific: String { String(format: "%.1e", self) }
}
