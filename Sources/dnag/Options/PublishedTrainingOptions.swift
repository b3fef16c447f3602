import Architectures
import ArgumentParser
import Diffusion
import Published

/// What training of the published networks takes beside `TrainingOptions`.
struct PublishedTrainingOptions: ParsableArguments {
    @Option(help: "Lowest noise level of the VE SDE.")
    var sigmaMin: Double = 0.1

    @Option(help: "Highest noise level of the VE SDE. (default: 5, for mobilenetv3 1)")
    var sigmaMax: Double?

    @Option(
        help: "Edges between nodes: the space's own (of a cell its line graph), or what the released code trains (published) or samples (published-closure) with."
    )
    var mask: PublishedDenoiser.Mask = .lineGraph

    func validate() throws {
        try Check.range("--sigma-min", sigmaMin, sigmaMin >= 0.001, "at least 0.001")
        let highest = sigmaMax ?? 1
        try Check.range("--sigma-max", highest, highest > sigmaMin && highest <= 1000, "above --sigma-min and at most 1000")
    }

    /// As published for the space, where they are not given.
    func sigmas(of space: SearchSpace) -> ClosedRange<Double> {
        sigmaMin...(sigmaMax ?? PublishedDenoiser.sigmas(of: space).upperBound)
    }

    /// What must be equal for a run to be resumed.
    func run(in space: SearchSpace) -> [String: String] {
        ["sigma_min": "\(sigmaMin)", "sigma_max": "\(sigmas(of: space).upperBound)", "mask": mask.rawValue]
    }
}
