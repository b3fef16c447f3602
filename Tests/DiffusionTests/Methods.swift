import Diffusion
import Testing

/// How a run gets from noise to a cell, as an argument of a test.
struct Method: Hashable, Sendable, CustomTestStringConvertible {
    var sampler: Sampler
    var corrector: Corrector?
    var churn = 0.0
    var sde = SDE.Kind.ve

    /// Every sampler that any denoiser can run with every kind of corrector for every SDE, and Heun's with churn.
    static let all: [Method] = SDE.Kind.allCases.flatMap { sde in
        correctors.flatMap { corrector in
            Sampler.all.filter { !$0.drawsArchitectures }.map { Method(sampler: $0, corrector: corrector, sde: sde) }
                + [Method(sampler: .heun, corrector: corrector, churn: 3, sde: sde)]
        }
    }

    static let correctors = [nil, Corrector(ratio: 0.2), Corrector(steps: 3, ratio: 0.1, norm: .batch)]

    /// A sample of theirs depends on no other.
    static let independent =
        all.filter { $0.corrector?.norm != .batch } + [Method(sampler: .ancestral, corrector: Corrector(steps: 3, ratio: 0.1))]

    var testDescription: String {
        let correction = corrector.map { " + \($0.steps) × langevin of the \($0.norm)" } ?? ""
        return "\(sde.rawValue) \(sampler.name)\(churn > 0 ? " with churn" : "")\(correction)"
    }

    func settings(
        seed: UInt64 = 0, schedule: NoiseSchedule = NoiseSchedule(), steps: Int, guidance: Guidance = Guidance()
    ) -> RunSettings {
        RunSettings(
            seed: seed, sampler: sampler, sde: sde, schedule: schedule, steps: steps, guidance: guidance, corrector: corrector,
            churn: churn)
    }
}
