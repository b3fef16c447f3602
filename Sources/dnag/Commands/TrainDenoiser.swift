import Architectures
import ArgumentParser
import Diffusion
import Foundation

/// `dnag train denoiser`
struct TrainDenoiser: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "denoiser", abstract: "Train the denoiser of V and E on the cells of a space.",
        discussion: """
            The target is the exact posterior over the training cells (--target posterior), or the clean cell of each draw
            (--target draw), which has the same expectation.

            EXAMPLES
              dnag train denoiser --out denoiser.safetensors
              dnag train denoiser --space mobilenetv3 --out networks.safetensors
              dnag train denoiser --half --target draw --out half.safetensors   half of the space, to measure novelty
            """)

    @Option(help: "The search space.")
    var space: SearchSpace = .nasbench201

    @Option(help: "Steps, \(NumberRule.trainingSteps.text).")
    var steps: Int = 30_000

    @Option(help: "What the denoiser is trained towards.")
    var target: DenoiserTask.Target = .posterior

    @Flag(help: "Train on a seeded half of the cells.")
    var half = false

    @OptionGroup var training: TrainingOptions

    func validate() throws {
        try Check.rule("--steps", steps, .trainingSteps)
        if half, !space.isListed { throw ValidationError(CommandError.notInSpace("--half", space: space.name).description) }
    }

    func run() throws {
        let rate = training.rate ?? 2e-3
        let codes = half ? CellSplit.half(seed: training.seed) : Array(0..<Cell.count)
        let task =
            space.isListed
            ? DenoiserTask(places: codes, of: space, seed: training.seed, target: target, batch: training.batch)
            : DenoiserTask(networksWithSeed: training.seed, target: target, batch: training.batch)
        let run = [
            "network": "denoiser", "seed": "\(training.seed)", "steps": "\(steps)", "batch": "\(training.batch)",
            "rate": "\(rate)", "target": target.rawValue, "cells": space.isListed ? "\(codes.count)" : "all",
        ]
        let session = TrainingSession(
            name: "training denoiser", task: task,
            settings: Trainer.Settings(steps: steps, peakRate: rate, threads: training.threads), run: run,
            checkpoint: training.checkpoint("denoiser"), seed: training.seed, resume: training.resume,
            log: training.log)
        let result = try session(Interruption())
        var about = run
        if half { about["half_seed"] = "\(training.seed)" }
        about["trained_steps"] = "\(result.steps)"
        about["validation_divergence"] = "\(result.validation)"
        try task.denoiser(weights: result.weights, about: about).write(to: training.out)
        Output.note(
            "\(training.out): \(result.steps) steps in \(Progress.time(result.seconds)), divergence from the exact posterior \(result.validation.fixed(6)) nats"
                + (result.wasInterrupted ? "; stopped early, --resume goes on" : ""))
        if result.wasInterrupted { throw ExitCode(130) }
    }
}
