import Architectures
import Diffusion
import Explorer
import Foundation
import Testing

/// Computes rounds.
typealias SearchEngine = RequestEngine<SearchRequest>

extension SearchRequest: EngineRequest {
    static var patience: Double { 60 }

    func compute(by engine: Engine) { engine.compute(self) }

    func ends(with event: EngineEvent) -> Bool { if case .searched(_, _, let isLast) = event { isLast } else { false } }
}

extension RequestEngine<SearchRequest> {
    static func rounds(_ events: [EngineEvent]) -> [SearchRound] {
        events.compactMap { if case .searched(_, let round, _) = $0 { round } else { nil } }
    }
}

extension SearchEvaluation {
    /// Of a cell.
    var code: Int { architecture.cell?.code ?? -1 }
}

extension Harness {
    /// The rounds asked for so far.
    var searches: [SearchRequest] {
        effects.compactMap { if case .search(let request) = $0 { request } else { nil } }
    }

    /// On the search page, with its ten random cells.
    static func search(
        _ loaded: LoadedModels = Synthetic.exact, width: Int = 120, height: Int = 36, objective: String? = nil, engine: SearchEngine
    ) throws -> Harness {
        var harness = try Harness.ready(
            loaded, settings: RunSettings(seed: 7, schedule: .fixed, steps: 12), denoiser: .exact, width: width, height: height)
        try harness.type(":search \(objective ?? (loaded.space == .nasbench201 ? "cifar10_test" : "imagenet_top1")) mutation")
        try harness.press(.enter)
        // Guided diffusion by the exact denoiser is what takes long.
        harness.answerSearch(engine)
        return harness
    }

    /// Sends what the engine says to the latest request.
    mutating func answerSearch(_ engine: SearchEngine) {
        guard let request = searches.last else { return }
        for event in engine.answer(request) { send(.engine(event)) }
    }

    /// Rounds by hand.
    mutating func rounds(_ count: Int, engine: SearchEngine) throws {
        for _ in 0..<count {
            try type(".")
            answerSearch(engine)
        }
    }
}
