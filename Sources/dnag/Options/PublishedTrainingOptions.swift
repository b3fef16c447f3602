import ArgumentParser
import Diffusion

/// What training of the published networks takes beside `TrainingOptions`.
struct PublishedTrainingOptions: ParsableArguments {
    @Option(help: "Lowest noise level of the VE SDE.")
    var sigmaMin: Double = 0.1

    @Option(help: "Highest noise level of the VE SDE.")
    var sigmaMax: Double = 5

    @Option(
        help: "Edges between nodes: the cell's line graph, or what the released code trains (published) or samples (published-closure) with."
    )
    var mask: PublishedDenoiser.Mask = .lineGraph

    func validate() throws {
        try Check.range("--sigma-min", sigmaMin, sigmaMin >= 0.001, "at least 0.001")
        try Check.range("--sigma-max", sigmaMax, sigmaMax > sigmaMin && sigmaMax <= 1000, "above --sigma-min and at most 1000")
    }

    var sigmas: ClosedRange<Double> { sigmaMin...sigmaMax }

    /// What must be equal for a run to be resumed.
    var run: [String: String] {
        ["sigma_min": "\(sigmaMin)", "sigma_max": "\(sigmaMax)", "mask": mask.rawValue]
    }
}
