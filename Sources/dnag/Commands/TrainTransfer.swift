import Architectures
import ArgumentParser
import Foundation
import Search
import Tasks
import Trainer

/// `dnag train transfer`
struct TrainTransfer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer", abstract: "Train cells on many generated tasks, and learn from them what a new task's images say of all cells.",
        discussion: """
            Every family of tasks in eight settings of its knobs: on each of these tasks some cells are trained for real; the first part's cells are the same on all tasks. Trainings are kept, so that a line
            that was stopped goes on where it was, and a line with more --parts trains only the new ones. Then the predictor is fitted, in
            seconds: docs/search.md says how. 'dnag transfer' uses it, 'dnag evaluate transfer' says what it is worth.

            EXAMPLES
              dnag train transfer --out transfer.safetensors
              dnag train transfer --parts 1 --out less.safetensors
            """)

    @Option(help: ArgumentHelp("Where measured tasks and predictor go.", valueName: "file"))
    var out: String

    @Option(help: "Parts of \(UsualTasks.cellsAPart) cells that are trained on each task, 1 to 20.")
    var parts: Int = UsualTasks.parts

    @Option(help: "Trainings at a time.")
    var threads: Int = Machine.cores

    func validate() throws {
        try Check.range("--parts", parts, (1...20).contains(parts), "a whole number from 1 to 20")
        try Check.rule("--threads", threads, .threads)
        try Check.file("--out", out)
    }

    func run() throws {
        try Output.check([out])
        let names = UsualTasks.names, twins = CellTwins(), interruption = Interruption(), progress = Progress("training")
        let settings = TrainingSettings()
        var measured: [MeasuredTasks.Task] = []
        for (place, name) in names.enumerated() {
            let task = try TaskLibrary.standard.task(name), log = try MeasurementLog(folder: MeasurementLog.folder(), task: task, settings: settings)
            var cells: [Cell] = [], accuracies: [Double] = []
            for part in 0..<parts {
                let seed = UsualTasks.seed(part: part, task: place), wanted = twins.drawn(UsualTasks.cellsAPart, seed: seed), before = place * parts + part
                let found = try CellMeasurement.of(
                    wanted, settings: settings, training: task.training, validation: task.heldOut, seed: seed, threads: threads, known: log.trainings,
                    keep: { try log.note($0, $1) }, shouldStop: { interruption.isRequested },
                    progress: { done, total in
                        let whole = 100 * before + 100 * done / max(total, 1)
                        progress.update(whole, of: 100 * names.count * parts, detail: "task \(place + 1) of \(names.count)")
                    })
                guard !interruption.isRequested else {
                    progress.finish()
                    throw CommandError.stoppedMeasuring(kept: log.trainings.count, missing: found.count { $0.repeats.contains { $0.count < settings.epochs } })
                }
                cells += wanted
                accuracies += found.map(\.mean)
            }
            measured.append(MeasuredTasks.Task(name: name, code: TaskCode(of: task.training), cells: cells, accuracies: accuracies))
        }
        progress.finish()
        let predictor = TaskPredictor(MeasuredTasks(measured))
        try predictor.write(to: out, about: ["cells_a_task": "\(parts * UsualTasks.cellsAPart)", "training": "\(settings.epochs) epochs, \(settings.channels) channels"])
        Output.note("\(out.escaped()): \(measured.count) tasks, \(measured.count * parts * UsualTasks.cellsAPart) trainings")
    }
}
