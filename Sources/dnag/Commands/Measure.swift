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
            second, and is the same to the last bit for any number of threads. Accuracies are those of the validation images after the last
            epoch. The CSV is a table that 'dnag table import' takes. docs/training-cells.md has the details.

            EXAMPLES
              dnag measure 1462 '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|none~0|none~1|nor_conv_3x3~2|' --images digits.safetensors
              dnag measure 1462 7 99 --images digits.safetensors --repeats 3 --format csv --out mine.csv
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

    @Argument(help: ArgumentHelp("Cells: arch strings, NASLib tuples or numbers in the benchmark's order.", valueName: "arch"))
    var cells: [String]

    @Option(help: ArgumentHelp("A safetensors file: 'images' [count, 1 or 3, side, side] and 'labels' [count].", valueName: "file"))
    var images: String

    @Option(help: ArgumentHelp("So many images, the last of the file, judge and are not learned from. (default: a fifth)", valueName: "count"))
    var validation: Int?

    @Option(help: "Trainings a cell, with seeds that follow each other.")
    var repeats: Int = 1

    @Option(help: "The first seed.")
    var seed: UInt64 = 0

    @Option(help: "Epochs.")
    var epochs: Int = TrainingSettings().epochs

    @Option(help: "Images a step.")
    var batch: Int = TrainingSettings().batch

    @Option(help: "The first learning rate, which falls to 0 by a half cosine.")
    var rate: Double = TrainingSettings().rate

    @Option(help: "Images are moved by up to so many pixels.")
    var shift: Int = 0

    @Flag(help: "Every other image is mirrored.")
    var mirror = false

    @Option(help: "Channels of the first stage, \(CellNetworkShape.channelRule).")
    var channels: Int = TrainingSettings().channels

    @Option(help: "Cells a stage.")
    var cellsPerStage: Int = TrainingSettings().cellsPerStage

    @Option(help: "Trainings at a time. One training of one cell takes them all.")
    var threads: Int = Machine.cores

    @Option(help: "Form of the result.")
    var format: Format = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    func validate() throws {
        try Check.rule("--threads", threads, .threads)
        try Check.file("--out", out)
    }

    func run() throws {
        let cells = try cells.map { text -> Cell in
            let architecture = try Architecture(parsing: text, in: .usual)
            guard let place = architecture.place, let cell = Cell(code: place) else {
                throw CommandError.notInSpace("'measure'", space: architecture.space.name)
            }
            return cell
        }
        let (training, validation) = try ImageFile(path: images, validation: validation).parts()
        try Output.check([out])
        let progress = Progress("training"), interruption = Interruption()
        let isAlone = cells.count * repeats == 1
        let measured = try CellMeasurement.of(
            cells, settings: settings(threads: isAlone ? threads : 1), training: training, validation: validation, repeats: repeats, seed: seed,
            threads: isAlone ? 1 : threads, shouldStop: { interruption.isRequested }, progress: { progress.update($0, of: $1) })
        progress.finish()
        if interruption.isRequested { throw ExitCode(130) }
        let report = MeasureReport(measured)
        switch format {
        case .text: try Output.write(report.text, to: out)
        case .json: try Output.write(try Output.json(report), to: out)
        case .csv: try Output.write(data: Data(report.csv.utf8), to: out)
        }
    }

    private func settings(threads: Int) -> TrainingSettings {
        var settings = TrainingSettings()
        (settings.epochs, settings.batch, settings.rate, settings.shift, settings.mirrors) = (epochs, batch, rate, shift, mirror)
        (settings.channels, settings.cellsPerStage, settings.threads) = (channels, cellsPerStage, threads)
        return settings
    }
}
