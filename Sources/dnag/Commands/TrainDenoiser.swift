import Architectures
import ArgumentParser
import Diffusion

/// `dnag train denoiser`
struct TrainDenoiser: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "denoiser", abstract: "Train the denoiser of V and E of a space.",
        discussion: """
            The target is the exact posterior over what is trained on (--target posterior), or the clean architecture of each draw
            (--target draw), which has the same expectation.

            EXAMPLES
              dnag train denoiser --out denoiser.safetensors
              dnag train denoiser --space mobilenetv3 --out networks.safetensors
              dnag train denoiser --half --target draw --out half.safetensors   half of the space, to measure novelty
            """)

    @Option(help: "Steps, \(NumberRule.trainingSteps.text).")
    var steps: Int = 30_000

    @Option(help: "What the denoiser is trained towards.")
    var target: DenoiserTask.Target = .posterior

    @Option(help: "Width of the layers, a multiple of 4 between 16 and 1024.")
    var width: Int = 64

    @Option(help: "Layers of attention, \(NumberRule.blocks.text).")
    var blocks: Int = 3

    @Flag(help: "Train on a seeded half of a listed space.")
    var half = false

    @OptionGroup var training: TrainingOptions

    func validate() throws {
        try Check.rule("--steps", steps, .trainingSteps)
        try Check.range("--width", width, (16...1024).contains(width) && width % 4 == 0, "a multiple of 4 between 16 and 1024")
        try Check.rule("--blocks", blocks, .blocks)
        if half, !training.space.isListed { throw ValidationError(CommandError.notInSpace("--half", space: training.space.name).description) }
    }

    func run() throws {
        let space = training.space, places = half ? PlaceSplit.half(of: space, seed: training.seed) : nil
        let task = DenoiserTask(of: space, places: places, seed: training.seed, target: target, batch: training.batch, width: width, blocks: blocks)
        let settings = Trainer.Settings(steps: steps, peakRate: training.rate ?? 2e-3, threads: training.threads)
        let count = places?.count ?? (space.isListed ? space.list?.count : nil)
        var own = ["network": "denoiser", "target": target.rawValue, "cells": count.map(String.init) ?? "all"]
        // The usual size goes without saying, as it did before there was another.
        if width != 64 || blocks != 3 { own.merge(["width": "\(width)", "blocks": "\(blocks)"]) { $1 } }
        let result = try training.train("denoiser", task, settings, phase: "denoiser", own, Interruption())
        let about = result.about("validation_divergence", half ? ["half_seed": "\(training.seed)"] : [:])
        try task.denoiser(weights: result.weights, about: about).write(to: training.out)
        try result.report(training.out, "divergence from the exact posterior \(result.validation.fixed(6)) nats")
    }
}
