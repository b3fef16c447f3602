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

    @Flag(help: "Train on a seeded half of a listed space.")
    var half = false

    @OptionGroup var training: TrainingOptions

    func validate() throws {
        try Check.rule("--steps", steps, .trainingSteps)
        if half, !training.space.isListed { throw ValidationError(CommandError.notInSpace("--half", space: training.space.name).description) }
    }

    func run() throws {
        let space = training.space, places = half ? PlaceSplit.half(of: space, seed: training.seed) : nil
        let task = DenoiserTask(of: space, places: places, seed: training.seed, target: target, batch: training.batch)
        let settings = Trainer.Settings(steps: steps, peakRate: training.rate ?? 2e-3, threads: training.threads)
        let count = places?.count ?? (space.isListed ? space.list?.count : nil)
        let result = try training.train(
            "denoiser", task, settings, phase: "denoiser",
            ["network": "denoiser", "target": target.rawValue, "cells": count.map(String.init) ?? "all"], Interruption())
        let about = result.about("validation_divergence", half ? ["half_seed": "\(training.seed)"] : [:])
        try task.denoiser(weights: result.weights, about: about).write(to: training.out)
        try result.report(training.out, "divergence from the exact posterior \(result.validation.fixed(6)) nats")
    }
}
