import Architectures
import Diffusion
import Explorer
import Testing

extension Harness {
    /// What the engine was last asked to take apart.
    var lastInspection: InspectionRequest? {
        effects.reversed().lazy.compactMap { if case .inspect(let request) = $0 { request } else { nil } }.first
    }

    /// The answer to a request, made straight from the engine's parts.
    func anatomy(of request: InspectionRequest) throws -> StepAnatomy {
        let subject = request.subject
        let exact = ExactDenoiser(of: loaded.space)
        let tilts = subject.settings.guidance.tilts
        let columns = loaded.figures.filter { tilts.keys.contains($0.name) }
        let models =
            subject.denoiser == .learned
            ? try #require(loaded.learned)
            : subject.denoiser == .published
                ? try #require(loaded.published?.models)
                : Models(denoiser: exact, predictor: ExactPredictor(columns: loaded.figures, in: loaded.space), tiltable: ExactTilts(columns: loaded.figures, in: loaded.space))
        let inspector = try StepInspector(
            models: models, settings: subject.settings, sample: subject.sample, exact: subject.denoiser == .exact ? nil : exact,
            exactTilted: columns.count == tilts.count && !tilts.isEmpty ? try ExactTilts(columns: columns, in: loaded.space).tilted(by: tilts) : nil)
        return inspector.anatomy(of: subject.step, after: subject.before)
    }

    mutating func answerInspection() throws {
        guard let request = lastInspection else { return }
        send(.engine(.inspected(ticket: request.ticket, try anatomy(of: request))))
    }

    /// Types characters and waits for the engine after the last.
    mutating func inspect(_ text: String) throws {
        try type(text)
        try answerInspection()
    }
}

/// The denoiser of independent entries with an attention that can be counted: node j has the weight j + 1 for node i in head h of
/// block b, and i itself 10·(b + h) more; over the sum.
struct CountedAttention: Denoiser {
    let space = SearchSpace.nasbench201
    func makeWorker() -> any DenoiserWorker { Worker(blocks, heads) }

    static func weight(_ b: Int, _ h: Int, _ i: Int, _ j: Int) -> Float {
        Float(j + 1 + (i == j ? 10 * (b + h) : 0)) / Float(36 + 10 * (b + h))
    }

    var blocks = 3
    var heads = 4

    private final class Worker: AttentiveDenoiserWorker {
        private let base = IndependentDenoiser().makeWorker()
        private let blocks, heads: Int
        init(_ blocks: Int, _ heads: Int) { (self.blocks, self.heads) = (blocks, heads) }
        func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) { base.denoise(x, sigma: sigma, into: mean) }

        func attention(slot: Int) -> AttentionMap {
            var weights: [Float] = []
            for b in 0..<blocks { for h in 0..<heads { for i in 0..<8 { for j in 0..<8 { weights.append(CountedAttention.weight(b, h, i, j)) } } } }
            return AttentionMap(blocks: blocks, heads: heads, nodes: 8, weights: weights)
        }
    }
}

extension Synthetic {
    /// A network in the place of a published one, with as many blocks and heads as the published one has.
    static let publishedAttentive = LoadedModels(
        learned: models.learned,
        published: LoadedModels.Published(models: Models(denoiser: CountedAttention(blocks: 12, heads: 8), predictor: LinearPredictor()), sigmas: 0.1...5),
        figures: models.figures)

    /// As `models`, with an attention to show.
    static let attentive = LoadedModels(
        learned: Models(denoiser: CountedAttention(), predictor: LinearPredictor(), tiltable: ShiftedDenoisers()), figures: models.figures)
}
