import Architectures
import ArgumentParser
import Foundation
import Tasks
import Trainer

/// `dnag measure`: trains cells for real.
struct Measure: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Train cells for real, on small images, and say how good they are.",
        discussion: """
            The network around a cell is NAS-Bench-201's, small: a stem, three stages, two reductions, a classifier. A training takes about a
            second, and is the same to the last bit for any number of threads. Accuracies are those of the held-out images after the last
            epoch. Trainings are kept: none is done twice, and a line that was stopped goes on where it was. The CSV is a table that
            'dnag table import' takes. docs/training-cells.md has the details.

            With --zero-cost nothing is trained: first weights and a batch of images give scores, some twenty milliseconds a cell, which follow
            accuracy on some data and not on others. So all cells have figures of your own images in a minute or two.

            EXAMPLES
              dnag measure 1462 '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|nor_conv_3x3~2|'
              dnag measure 1462 7 99 --task shapes:noise=0.3,images=200 --repeats 3
              dnag measure --all --task digits --format csv --out digits.csv
              dnag measure --all --zero-cost --task digits --format csv --out scores.csv
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

    @Argument(help: ArgumentHelp("Cells: arch strings, NASLib tuples or numbers in the benchmark's order.", valueName: "arch"))
    var cells: [String] = []

    @Option(help: ArgumentHelp("The images, as 'dnag task list' names them.", valueName: "name"))
    var task: String = "digits"

    @Flag(help: "All cells: one of those that are the same network is trained for the others, 4,930 in all.")
    var all = false

    @Option(help: ArgumentHelp("So many different cells, drawn at random by --seed.", valueName: "count"))
    var random: Int?

    @Flag(help: "Score the networks before training instead: naswot, synflow, grad_norm, snip.")
    var zeroCost = false

    @Option(help: "Trainings a cell, with seeds that follow each other.")
    var repeats: Int = 1

    @Option(help: "The first seed.")
    var seed: UInt64 = 0

    @OptionGroup var training: CellTrainingOptions

    @Option(help: "Trainings at a time. One training of one cell takes them all.")
    var threads: Int = Machine.cores

    @Option(help: "Form of the result.")
    var format: Format = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    func validate() throws {
        try Check.rule("--threads", threads, .threads)
        try Check.file("--out", out)
        if let random { try Check.range("--random", random, (1...CellTwins.count).contains(random), "a whole number from 1 to \(CellTwins.count)") }
        if cells.isEmpty, !all, random == nil { throw ValidationError(CommandError.nothingToMeasure.description) }
    }

    func run() throws {
        let twins = CellTwins(), wanted = try wanted(twins)
        let task = try TaskLibrary.standard.task(named: task)
        if zeroCost { return try score(wanted, on: task, twins) }
        let log = try MeasurementLog(folder: MeasurementLog.folder(), task: task, settings: training.settings())
        if log.unreadable > 0 { Output.note("\(log.path.escaped()): \(log.unreadable) lines are not as they were written; their cells are trained again") }
        try Output.check([out])
        let progress = Progress("training"), interruption = Interruption()
        let isAlone = wanted.count * repeats == 1
        let measured = try CellMeasurement.of(
            wanted.map(twins.trained), settings: training.settings(threads: isAlone ? threads : 1), training: task.training, validation: task.heldOut,
            repeats: repeats, seed: seed, threads: isAlone ? 1 : threads, known: log.trainings, keep: { try log.note($0, $1) },
            shouldStop: { interruption.isRequested }, progress: { progress.update($0, of: $1) })
        progress.finish()
        if interruption.isRequested {
            let missing = Set(measured.filter { $0.repeats.contains { $0.count < training.epochs } }.map(\.cell)).count
            if missing > 0 { throw CommandError.stoppedMeasuring(kept: log.trainings.count, missing: missing) }
        }
        let report = MeasureReport(zip(wanted, measured).map { CellMeasurement(cell: $0, repeats: $1.repeats) }, task: task.name)
        try write(report)
    }

    private func score(_ wanted: [Cell], on task: ImageTask, _ twins: CellTwins) throws {
        try Output.check([out])
        let progress = Progress("scoring"), interruption = Interruption()
        let scored = try ZeroCostScores.of(
            wanted.map(twins.trained), settings: training.settings(), training: task.training, repeats: repeats, seed: seed, threads: threads,
            shouldStop: { interruption.isRequested }, progress: { progress.update($0, of: $1) })
        progress.finish()
        guard let scored else { throw ExitCode(130) }
        try write(ZeroCostReport(zip(wanted, scored).map { ($0, $1) }, task: task.name))
    }

    private func write(_ report: some CellReport) throws {
        switch format {
        case .text: try Output.write(report.text, to: out)
        case .json: try Output.write(try Output.json(report), to: out)
        case .csv: try Output.write(data: Data(report.csv.utf8), to: out)
        }
    }

    private func wanted(_ twins: CellTwins) throws -> [Cell] {
        let named = try cells.map { text -> Cell in
            let architecture = try Architecture(parsing: text, in: .usual)
            guard let cell = architecture.cell else {
                throw CommandError.notInSpace("'measure'", space: architecture.space.name)
            }
            return cell
        }
        if all { return named + (0..<Cell.count).compactMap { Cell(code: $0) } }
        return named + (random.map { twins.drawn($0, seed: seed) } ?? [])
    }
}
