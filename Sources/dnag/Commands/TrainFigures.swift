import Architectures
import ArgumentParser
import Diffusion

/// `dnag train figures`
struct TrainFigures: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures", abstract: "Train a predictor of a listed space's clean architectures, which knows noise by the exact posterior.",
        discussion: """
            Learns every column of the embedded table, the imported ones and those named, as standard scores, in a minute or two: a network of an
            architecture's types and edges, by least squares, with 20 % of the space held out by the seed, none of it isomorphic to any of the rest. Of a noisy state it says what it says of
            all architectures, weighed by their exact probabilities, so no noise is needed in training. For spaces that can be listed;
            'dnag train predictor' takes longer and is for every space.

            Of several properties, a first network, trained briefly, finds out how well each can be known; the second takes most care of
            those that can. With --all or --first-steps 0, there is one network, which takes the same care of every property. Figures far from the middle weigh more,
            as strong tilts live on them. With --log FILE, the first network's log is FILE.first.

            EXAMPLES
              dnag train figures --table nasbench201.csv --out figures.safetensors
              dnag train figures --table my-figures.csv --property my_latency --out mine.safetensors
              dnag generate --predictor-file mine.safetensors --guide my_latency=-2
            """,
        // As it was called while NAS-Bench-201 was the only such space.
        aliases: ["cells"])

    @Option(help: "Learn only this property; repeatable.")
    var property: [String] = []

    @Option(help: "Steps of the first network, \(NumberRule.trainingSteps.text); 0: none, and the same care of every property.")
    var firstSteps: Int = 1_000

    @Option(help: "Steps of the second network, \(NumberRule.trainingSteps.text).")
    var steps: Int = 9_000

    @Option(help: "Width of the layers, \(NumberRule.width.text).")
    var width: Int = 384

    @Option(help: "Residual layers, \(NumberRule.blocks.text).")
    var blocks: Int = 2

    @Option(help: "Weight decay of AdamW.")
    var weightDecay: Double = 0.1

    @Flag(help: "Let all figures weigh alike, also those far from the middle: a better order of noisy figures, and worse strong tilts.")
    var even = false

    @Flag(help: "Learn the figures of all architectures, with none held out: what it knows is then these tables.")
    var all = false

    @Flag(help: "Write the weights in half precision: half the file, and errors that do not show.")
    var half = false

    @OptionGroup var training: TrainingOptions
    @OptionGroup var tables: TableOptions

    func validate() throws {
        try Check.rule("--steps", steps, .trainingSteps)
        if firstSteps != 0 { try Check.rule("--first-steps", firstSteps, .trainingSteps) }
        try Check.rule("--width", width, .width)
        try Check.rule("--blocks", blocks, .blocks)
        try Check.range("--weight-decay", weightDecay, (0...10).contains(weightDecay), "between 0 and 10")
        try Check.once("--property", property)
        if !training.space.isListed { throw ValidationError(CommandError.notInSpace("train figures", space: training.space.name).description) }
    }

    func run() throws {
        let space = training.space, columns = try tables.load(of: training.space).columns(property)
        let targets = try PropertyTargets(columns: columns, split: training.split.split(of: space))
        let interruption = Interruption()
        // Of a single property there is nothing to weigh; and where all figures are to be known, their noise is a part of them.
        let errors = columns.count > 1 && !all && firstSteps > 0 ? try firstErrors(targets, interruption) : nil
        let learned = all ? try PropertyTargets(columns: columns, split: targets.split.withoutHeldOut) : targets
        let task = task(learned, errors: errors), (predictor, result) = try train(task, phase: "second", steps: steps, interruption)
        try predictor.write(to: training.out, isHalf: half)
        training.removeFirst(after: result)
        // What was written is what counts.
        Output.note(table(task.errors(of: half ? try ListedPredictor(contentsOf: training.out) : predictor)))
        try report(result)
    }

    /// The first network's errors. - Throws: also `ExitCode(130)` when it was interrupted.
    private func firstErrors(_ targets: PropertyTargets, _ interruption: Interruption) throws -> [Double] {
        let task = task(targets, errors: nil)
        let first = try training.firstNetwork(
            read: { try ListedPredictor(contentsOf: $0) }, about: \.about, train: { try train(task, phase: "first", steps: firstSteps, interruption) },
            write: { try $0.write(to: $1) }, report: report)
        return task.errors(of: first).map(\.known)
    }

    private func task(_ targets: PropertyTargets, errors: [Double]?) -> ListedTask {
        ListedTask(targets: targets, errors: errors, isEven: even, seed: training.seed, batch: training.batch, width: width, blocks: blocks)
    }

    private func train(
        _ task: ListedTask, phase: String, steps: Int, _ interruption: Interruption
    ) throws -> (ListedPredictor, TrainingSession.Result) {
        let targets = task.targets, nouns = training.space.words.nouns
        var own = [
            "network": "cells", "phase": phase, "first_steps": "\(firstSteps)", "width": "\(width)", "blocks": "\(blocks)",
            "weight_decay": "\(weightDecay)", "cells": targets.split.heldOut.isEmpty ? "all" : "training",
            "columns": targets.columns.map(\.name).joined(separator: ","),
        ].merging(training.split.about) { $1 }
        if even { own["weighting"] = "even" }
        let settings = Trainer.Settings(
            steps: steps, peakRate: training.rate ?? 2e-3, threads: training.threads, averageDecay: 0.99, weightDecay: weightDecay)
        let result = try training.train(
            "predictor of \(nouns) (\(phase) network)", task, settings, phase: "cells-\(phase)", own, logEnding: phase == "first" ? ".first" : "",
            interruption)
        let about = result.about("validation_loss")
        return (task.predictor(weights: result.weights, about: about), result)
    }

    private func report(_ result: TrainingSession.Result) throws {
        try result.report(
            training.out, "root mean squared error over the space, by the properties' weights, \(result.validation.squareRoot().fixed(3)) standard scores")
    }

    private func table(_ errors: [ListedTask.PropertyError]) -> String {
        var table = TextTable(header: ["error in standard scores", "trained on", "held out"])
        for error in errors { table.add([error.property] + [error.training, error.heldOut].map { $0.isNaN ? "–" : $0.fixed(3) }) }
        return table.text
    }
}
