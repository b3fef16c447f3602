import Architectures
import ArgumentParser
import Diffusion
import Foundation

/// `dnag train cells`
struct TrainCells: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cells", abstract: "Train a predictor of clean cells, which knows noise by the exact posterior.",
        discussion: """
            Learns every column of the embedded table, the imported ones and those named, as standard scores, in a minute or two: a network of the
            six operations of a cell, by least squares, with 20 % of the cells held out by the seed. Of a noisy cell it says what it says of all
            15,625, weighed by their exact probabilities, so no noise is needed in training. For NAS-Bench-201 alone; 'dnag train predictor' takes
            longer and is for every space.

            Of several properties, a first network, trained briefly, finds out how well each can be known; the second takes most care of
            those that can. With --all, there is one network, which takes the same care of every property. Figures far from the middle weigh more,
            as strong tilts live on them. With --log FILE, the first network's log is FILE.first.

            EXAMPLES
              dnag train cells --table nasbench201.csv --out cells.safetensors
              dnag train cells --table my-figures.csv --property my_latency --out mine.safetensors
              dnag generate --predictor-file mine.safetensors --guide my_latency=-2
            """)

    @Option(help: "Learn only this property; repeatable.")
    var property: [String] = []

    @Option(help: "Steps of the first network, \(NumberRule.trainingSteps.text).")
    var firstSteps: Int = 1_000

    @Option(help: "Steps of the second network, \(NumberRule.trainingSteps.text).")
    var steps: Int = 9_000

    @Option(help: "Width of the layers, \(NumberRule.width.text).")
    var width: Int = 384

    @Option(help: "Residual layers, \(NumberRule.blocks.text).")
    var blocks: Int = 2

    @Option(help: "Weight decay of AdamW.")
    var weightDecay: Double = 0.1

    @Flag(help: "Learn the figures of all cells, with none held out: what it knows is then these tables.")
    var all = false

    @OptionGroup var training: TrainingOptions
    @OptionGroup var tables: TableOptions

    func validate() throws {
        for (option, steps) in [("--steps", steps), ("--first-steps", firstSteps)] {
            try Check.rule(option, steps, .trainingSteps)
        }
        try Check.rule("--width", width, .width)
        try Check.rule("--blocks", blocks, .blocks)
        try Check.range("--weight-decay", weightDecay, (0...10).contains(weightDecay), "between 0 and 10")
        try Check.once("--property", property)
    }

    func run() throws {
        let tables = try tables.load(of: .nasbench201)
        let columns = property.isEmpty ? tables.columns : try property.map { try tables.column($0) }
        let targets = try PropertyTargets(columns: columns, split: CellSplit(seed: training.seed))
        let interruption = Interruption(), firstFile = training.out + ".first"
        // Of a single property there is nothing to weigh; and where all cells are to be known, their noise is a part of it.
        let errors = columns.count > 1 && !all ? try firstErrors(targets, firstFile, interruption) : nil
        let learned = all ? try PropertyTargets(columns: columns, split: targets.split.withoutHeldOut) : targets
        let (task, predictor, result) = try train(learned, errors: errors, phase: "second", steps: steps, interruption)
        try predictor.write(to: training.out)
        if !result.wasInterrupted { try? FileManager.default.removeItem(atPath: firstFile) }
        Output.note(table(task.errors(of: predictor)))
        try report(result)
    }

    /// The first network's errors; it is kept in a file of its own until the second is done.
    /// - Throws: `ExitCode(130)` when it was interrupted.
    private func firstErrors(_ targets: PropertyTargets, _ file: String, _ interruption: Interruption) throws -> [Double] {
        if training.resume, FileManager.default.fileExists(atPath: file) {
            return task(targets, errors: nil).errors(of: try CellPredictor(contentsOf: file)).map(\.known)
        }
        let (task, predictor, result) = try train(targets, errors: nil, phase: "first", steps: firstSteps, interruption)
        try predictor.write(to: result.wasInterrupted ? training.out : file)
        if result.wasInterrupted { try report(result) }
        return task.errors(of: predictor).map(\.known)
    }

    private func task(_ targets: PropertyTargets, errors: [Double]?) -> CellTask {
        CellTask(targets: targets, errors: errors, seed: training.seed, batch: training.batch, width: width, blocks: blocks)
    }

    private func train(
        _ targets: PropertyTargets, errors: [Double]?, phase: String, steps: Int, _ interruption: Interruption
    ) throws -> (CellTask, CellPredictor, TrainingSession.Result) {
        let rate = training.rate ?? 2e-3, task = task(targets, errors: errors)
        let run = [
            "network": "cells", "phase": phase, "seed": "\(training.seed)", "steps": "\(steps)", "first_steps": "\(firstSteps)",
            "batch": "\(training.batch)", "rate": "\(rate)", "width": "\(width)", "blocks": "\(blocks)",
            "weight_decay": "\(weightDecay)",
            "cells": targets.split.heldOut.isEmpty ? "all" : "training", "columns": targets.columns.map(\.name).joined(separator: ","),
        ]
        let session = TrainingSession(
            name: "training predictor of cells (\(phase) network)", task: task,
            settings: Trainer.Settings(
                steps: steps, peakRate: rate, threads: training.threads, averageDecay: 0.99, weightDecay: weightDecay),
            run: run, checkpoint: training.checkpoint("cells-\(phase)"), seed: training.seed, resume: training.resume,
            log: training.log.map { phase == "first" ? $0 + ".first" : $0 })
        let result = try session(interruption)
        let about = result.about(run).merging(["split_seed": "\(training.seed)"]) { $1 }
        return (task, task.predictor(weights: result.weights, about: about), result)
    }

    private func report(_ result: TrainingSession.Result) throws {
        try result.report(
            training.out, "root mean squared error over the space, by the properties' weights, \(result.validation.squareRoot().fixed(3)) standard scores")
    }

    private func table(_ errors: [CellTask.PropertyError]) -> String {
        var table = TextTable(header: ["error in standard scores", "trained on", "held out"])
        for error in errors { table.add([error.property] + [error.training, error.heldOut].map { $0.isNaN ? "–" : $0.fixed(3) }) }
        return table.text
    }
}
