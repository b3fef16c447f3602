import ArgumentParser
import Diffusion

/// How the Langevin corrector works, where there is one.
struct CorrectorOptions: ParsableArguments {
    @Option(help: "Corrector steps at each noise level.")
    var correctorSteps: Int = Corrector().steps

    @Option(help: "Signal-to-noise ratio of a corrector step.")
    var correctorRatio: Double = Corrector().ratio

    @Option(
        help: """
            Norms that set the size of a corrector step: each sample's own, or the batch's means as published; a sample then \
            depends on those it is drawn with.
            """)
    var correctorNorm: Corrector.Norm = Corrector().norm

    func validate() throws {
        try Check.range(
            "--corrector-steps", correctorSteps, (1...1000).contains(correctorSteps), "between 1 and 1000")
        try Check.range(
            "--corrector-ratio", correctorRatio, correctorRatio > 0 && correctorRatio <= 10, "above 0 and at most 10")
    }

    var corrector: Corrector { Corrector(steps: correctorSteps, ratio: correctorRatio, norm: correctorNorm) }
}
