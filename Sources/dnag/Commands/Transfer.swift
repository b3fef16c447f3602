import Architectures
import ArgumentParser
import Foundation
import Search
import Tasks
import Trainer

/// `dnag transfer`: from images to a trained cell.
struct Transfer: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find a cell for your own images: generate by what they look like, train the best, learn from what came.",
        discussion: """
            The images are described by a few numbers. A predictor, learned from 208 generated tasks on which cells were trained, says what every cell
            may be worth on images like these. Diffusion guided by that generates cells; the most promising are trained here, on your images;
            and what they come to corrects the predictor. Only NAS-Bench-201's cells can be trained. docs/search.md says how well it works.

            EXAMPLES
              dnag transfer my-images/
              dnag transfer digits:images=200 --budget 6 --module cell.py
              dnag transfer photos.npz --size 24 --budget 20 --format json
              dnag transfer mine --task-free
            """)

    @Argument(help: ArgumentHelp("A folder of pictures by class, an archive or arrays as in 'dnag task import', or the name of a task.", valueName: "images"))
    var images: String

    @Option(help: "Trainings in all, 1 to 1000.")
    var budget: Int = 10

    @Option(help: "Trainings of a round; a round is chosen by what came before it.")
    var batch: Int = 2

    @Option(help: "Seed of what is generated, and of the trainings.")
    var seed: UInt64 = 0

    @Option(help: "How strongly diffusion is guided, in nats a standard score.")
    var gamma: Double = TaskTransfer.gamma

    @Option(help: "Cells that are generated, 16 to 16384.")
    var samples: Int = TaskTransfer.samples

    @Flag(help: "Do not look at the images: begin with what all tasks have in common.")
    var taskFree = false

    @Option(help: ArgumentHelp("Of 'dnag train transfer'. (default: the one that comes with the program)", valueName: "file"))
    var file: String?

    @Option(help: "Pixels along a side, of images that are read here: 8, 16, 24 or 32.")
    var size: Int = 16

    @OptionGroup(title: "Training") var training: CellTrainingOptions

    @Option(help: "Trainings at a time; any number gives the same bytes.")
    var threads: Int = Machine.cores

    @Option(help: ArgumentHelp("Write the best cell's network as a PyTorch module.", valueName: "file"))
    var module: String?

    @Option(help: "Form of the result.")
    var format: OutputFormat = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    func validate() throws {
        try Check.range("--budget", budget, (1...1000).contains(budget), "a whole number from 1 to 1000")
        try Check.range("--batch", batch, (1...100).contains(batch), "a whole number from 1 to 100")
        try Check.range("--gamma", gamma, (0...100).contains(gamma), "a number from 0 to 100")
        try Check.range("--samples", samples, (16...16_384).contains(samples), "a whole number from 16 to 16384")
        try Check.rule("--threads", threads, .threads)
        try Check.file("--out", out)
        try Check.file("--module", module)
    }

    func run() throws {
        try Output.check([out, module])
        let task = try task(), predictor = try file.map { try TaskPredictor(contentsOf: $0) } ?? TaskPredictor.embedded()
        let code = TaskCode(of: task.training), scores = predictor.scores(for: code, taskFree ? .taskFree : .images)
        let log = try MeasurementLog(folder: MeasurementLog.folder(), task: task, settings: training.settings())
        let generated = try TaskTransfer.generated(by: scores, gamma: gamma, count: samples, seed: seed, threads: threads)
        guard generated.count >= budget else { throw CommandError.fewerThanBudget(generated: generated.count, budget: budget) }
        let problem = try TaskTransfer.problem(among: generated), strategy = try TaskTransfer.strategy("transfer", scores: scores, for: problem)
        let twins = CellTwins(), interruption = Interruption(), progress = Progress("training")
        var history = History(), report = TransferRunReport(task: task.name, seed: seed, generated: generated.count, scores: scores)
        report.nearest = taskFree ? [] : predictor.nearest(to: code, count: 3).map(\.task.name.description)
        while history.count < budget, !interruption.isRequested {
            let cells = try strategy.propose(min(batch, budget - history.count), for: problem, after: history, seed: seed).architectures.compactMap(\.cell)
            let before = history.count, best = report.best?.accuracy
            let isAlone = cells.count == 1
            let found = try CellMeasurement.of(
                cells.map(twins.trained), settings: training.settings(threads: isAlone ? threads : 1), training: task.training, validation: task.heldOut, seed: seed,
                threads: isAlone ? 1 : threads, known: log.trainings, keep: { try log.note($0, $1) }, shouldStop: { interruption.isRequested },
                progress: { done, total in
                    let detail = "\(before) of \(budget)" + (best.map { ", best \($0.fixed(2)) %" } ?? "")
                    progress.update(100 * before + 100 * cells.count * done / max(total, 1), of: 100 * budget, detail: detail)
                })
            if interruption.isRequested { break }
            for (cell, measured) in zip(cells, found) {
                history.tell(Observation(Architecture(cell), values: [measured.mean]))
                report.add(cell, measured)
            }
        }
        progress.finish()
        if interruption.isRequested { Output.note("interrupted; \(history.count) of \(budget) trainings are kept, and the same line goes on") }
        guard let best = report.best else { throw ExitCode(130) }
        report.trust = strategy.weights(for: problem, after: history).last
        try Output.write(report, format, to: out)
        if let module {
            guard let cell = try Architecture(parsing: best.arch, in: .nasbench201).cell else { return }
            try Output.write(cell.pyTorchModule, to: module)
        }
        if interruption.isRequested { throw ExitCode(130) }
    }

    /// A task by its name; of what is no name a path.
    private func task() throws -> ImageTask {
        let isPath = images.contains("/") || FileManager.default.fileExists(atPath: images)
        guard isPath else { return try TaskLibrary.standard.task(named: images) }
        let progress = Progress("reading images")
        defer { progress.finish() }
        var settings = TaskImport()
        settings.size = size
        let (task, notes) = try TaskLibrary.task(at: images, by: settings) { progress.update($0, of: $1) }
        for note in notes { Output.note(note) }
        return task
    }
}
