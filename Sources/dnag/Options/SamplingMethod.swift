import Diffusion

/// A sampler with what goes with it, written as `heun`, `heun+churn` or `euler-maruyama+langevin`.
struct SamplingMethod: Hashable, Sendable {
    let sampler: Sampler
    let corrects, churns: Bool

    var name: String { sampler.name + (corrects ? "+langevin" : "") + (churns ? "+churn" : "") }

    init(_ sampler: Sampler, corrects: Bool = false, churns: Bool = false) {
        self.sampler = sampler
        self.corrects = corrects
        self.churns = churns
    }

    /// Every sampler alone, and the pairs that are worth a look.
    static let usual: [SamplingMethod] =
        Sampler.all.filter { !$0.needsCorrector }.map { SamplingMethod($0) } + [
            SamplingMethod(.heun, churns: true), SamplingMethod(.eulerMaruyama, corrects: true),
            SamplingMethod(.none, corrects: true),
        ]

    private static let known = Sampler.all.map(\.name) + ["…+langevin"] + Sampler.all.filter(\.takesChurn).map { SamplingMethod($0, churns: true).name }

    /// A list separated by commas.
    /// - Throws: `CommandError.unknownMethod`
    static func list(_ option: String, _ text: String) throws -> [SamplingMethod] {
        try text.split(separator: ",", omittingEmptySubsequences: false).map { entry in
            // The name of dpm-solver++ holds the separator.
            let sampler = Sampler.all.first { entry == $0.name || entry.hasPrefix($0.name + "+") }
            let extras = entry.dropFirst(sampler?.name.count ?? 0).split(separator: "+", omittingEmptySubsequences: false).dropFirst()
            guard let sampler, extras.allSatisfy({ $0 == "langevin" || $0 == "churn" && sampler.takesChurn }),
                !sampler.needsCorrector || extras.contains("langevin")
            else { throw CommandError.unknownMethod(option: option, name: String(entry), known: known) }
            return SamplingMethod(sampler, corrects: extras.contains("langevin"), churns: extras.contains("churn"))
        }
    }
}
