import Architectures
import ArgumentParser
import Foundation
import Search
import Tasks

/// `dnag evaluate transfer`
struct EvaluateTransfer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer", abstract: "Measure how well a new task's cells are foretold by its images, families of tasks left out in turn.",
        discussion: """
            Of the measured tasks one family at a time is left out, the predictor is fitted to the others, and the cells that were trained on
            the tasks of that family are searched: by images, task-free (the mean of all tasks), by the accuracy on CIFAR-10, and at random. All
            but the last are corrected by what is evaluated. Regret is in points below the best of the task's cells.

            EXAMPLES
              dnag evaluate transfer
              dnag evaluate transfer --file mine.safetensors --format csv --out regrets.csv
            """)

    @Option(help: ArgumentHelp("Of 'dnag train transfer'. (default: the one that comes with the program)", valueName: "file"))
    var file: String?

    @Option(help: "Evaluations of each search, 1 to 100.")
    var budget: Int = 30

    @Option(help: "Form of the result.")
    var format: OutputFormat = .text

    @Option(help: ArgumentHelp("Write the result to a file.", valueName: "file"))
    var out: String?

    func validate() throws {
        try Check.range("--budget", budget, (1...100).contains(budget), "a whole number from 1 to 100")
        try Check.file("--out", out)
    }

    func run() throws {
        try Output.check([out])
        let predictor = try file.map { try TaskPredictor(contentsOf: $0) } ?? TaskPredictor.embedded()
        let tables = try BenchmarkTable.allEmbedded(of: .nasbench201), columns = tables.flatMap(\.columns)
        func figures(_ name: String) -> [Double]? { columns.first { $0.name == name }?.values }
        guard let cifar10 = figures("baseline_accuracy") else { throw CommandError.nothingMeasured(properties: ["baseline_accuracy"], tables: tables.map(\.name)) }
        let complete = try UsualTasks.complete.compactMap { column, name -> HeldOutFamilies.Target? in
            guard let values = figures(column) else { return nil }
            let task = try TaskLibrary.standard.task(named: name), cells = (0..<Cell.count).compactMap { Cell(code: $0) }
            return HeldOutFamilies.Target(
                name: column, family: try TaskName(parsing: name).base, code: TaskCode(of: task.training), cells: cells,
                accuracies: cells.map { values[Architecture($0).place ?? 0] })
        }
        let targets = predictor.measured.tasks.map { HeldOutFamilies.Target($0) } + complete
        let progress = Progress("searching"), interruption = Interruption()
        let outcomes = try HeldOutFamilies(predictor.measured, cifar10: cifar10, budget: budget).run(targets) { done in
            progress.update(done, of: targets.count, detail: "\(done) of \(targets.count) tasks")
        } isCancelled: {
            interruption.isRequested
        }
        progress.finish()
        guard let outcomes else {
            Output.note("interrupted; nothing was written")
            throw ExitCode(130)
        }
        try Output.write(TransferReport(outcomes, budget: budget), format, to: out)
    }
}
