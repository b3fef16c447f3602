import Architectures

/// Where the networks and figures came from, where not from the program itself: what the line that reproduces a run has to name.
public struct ModelFiles: Sendable, Hashable {
    /// What they are of.
    public var space: SearchSpace
    public var denoiser, predictor, tilted, mask: String?
    public var tables: [String]
    /// Whether `denoiser` is a published network, which the learned one is not read from.
    public var isPublished: Bool

    public init(
        denoiser: String? = nil, predictor: String? = nil, tilted: String? = nil, mask: String? = nil, tables: [String] = [],
        isPublished: Bool = false, space: SearchSpace = .usual
    ) {
        self.space = space
        self.denoiser = denoiser
        self.predictor = predictor
        self.tilted = tilted
        self.mask = mask
        self.tables = tables
        self.isPublished = isPublished
    }

    /// The options that name them. Networks and figures are loaded once, at the start.
    static let options: Set = ["denoiser-file", "predictor-file", "tilted-file", "mask", "table"]

    /// The values that an option was given.
    func values(of option: String) -> [String] {
        switch option {
        case "denoiser-file": [denoiser].compactMap { $0 }
        case "predictor-file": [predictor].compactMap { $0 }
        case "tilted-file": [tilted].compactMap { $0 }
        case "mask": [mask].compactMap { $0 }
        default: tables
        }
    }

    /// As the command line takes them, for a run of a denoiser.
    func flags(for kind: DenoiserKind) -> [String] {
        let ofDenoiser = kind != .exact && isPublished == (kind == .published) ? ["denoiser-file", "mask"] : []
        let ofSpace = space == .usual ? [] : ["--space \(space.name)"]
        return ofSpace
            + (ofDenoiser + ["predictor-file", "tilted-file", "table"]).flatMap { option in
                values(of: option).map { ShellWord.option(option, $0) }
            }
    }
}
