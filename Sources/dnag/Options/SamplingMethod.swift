import Diffusion

/// A sampler with what goes with it, written as `heun`, `heun+churn` or `euler-maruyama+langevin`.
struct SamplingMethod: Hashable, Sendable {
    let sampler: SamplerKind
    let corrects, churns: Bool

    var name: String { sampler.rawValue + (corrects ? "+langevin" : "") + (churns ? "+churn" : "") }

    init(_ sampler: SamplerKind, corrects: Bool = false, churns: Bool = false) {
        self.sampler = sampler
        self.corrects = corrects
        self.churns = churns
    }

    /// Every sampler alone, and the pairs that are worth a look.
    static let usual: [SamplingMethod] =
        SamplerKind.allCases.filter { $0 != .none }.map { SamplingMethod($0) } + [
            SamplingMethod(.heun, churns: true), SamplingMethod(.eulerMaruyama, corrects: true),
            SamplingMethod(.none, corrects: true),
        ]

    private static let known = SamplerKind.allCases.map(\.rawValue) + ["…+langevin", "heun+churn"]

    /// A list separated by commas.
    /// - Throws: `CommandError.unknownMethod`
    static func list(_ option: String, _ text: String) throws -> [SamplingMethod] {
        try text.split(separator: ",", omittingEmptySubsequences: false).map { entry in
            let words = entry.split(separator: "+", omittingEmptySubsequences: false).map(String.init)
            // The name of dpm-solver++ holds the separator.
            let isSolver = entry.hasPrefix(SamplerKind.dpmSolver.rawValue)
            let sampler = isSolver ? .dpmSolver : words.first.flatMap(SamplerKind.init(rawValue:))
            let extras = words.dropFirst(isSolver ? 3 : 1)
            guard let sampler, extras.allSatisfy({ $0 == "langevin" || $0 == "churn" && sampler == .heun }),
                sampler != .none || extras.contains("langevin")
            else { throw CommandError.unknownMethod(option: option, name: String(entry), known: known) }
            return SamplingMethod(sampler, corrects: extras.contains("langevin"), churns: extras.contains("churn"))
        }
    }
}
