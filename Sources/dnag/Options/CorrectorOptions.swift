import ArgumentParser
import Diffusion

/// How the Langevin corrector works, where there is one.
struct CorrectorOptions: ParsableArguments {
    @Option(help: "Corrector steps at each noise level, \(NumberRule.correctorSteps.text).")
    var correctorSteps: Int = Corrector().steps

    @Option(help: "Signal-to-noise ratio of a corrector step, \(NumberRule.correctorRatio.text).")
    var correctorRatio: Double = Corrector().ratio

    @Option(
        help: """
            Norms that set the size of a corrector step: each sample's own, or the batch's means as published; a sample then \
            depends on those it is drawn with.
            """)
    var correctorNorm: Corrector.Norm = Corrector().norm

    func validate() throws {
        try Check.rule("--corrector-steps", correctorSteps, .correctorSteps)
        try Check.rule("--corrector-ratio", correctorRatio, .correctorRatio)
    }

    var corrector: Corrector { Corrector(steps: correctorSteps, ratio: correctorRatio, norm: correctorNorm) }
}
