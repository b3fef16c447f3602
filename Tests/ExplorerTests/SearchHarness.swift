import Architectures
import Diffusion
import Explorer
import Foundation
import Testing

/// Computes rounds with the real engine, one request at a time.
final class SearchEngine: @unchecked Sendable {
    private let engine = Engine()
    private let condition = NSCondition()
    private var events: [EngineEvent] = []

    init(_ loaded: LoadedModels) {
        engine.start(load: { loaded }) { [self] event in
            condition.lock()
            events.append(event)
            condition.broadcast()
            condition.unlock()
        }
    }

    func stop() { engine.stop() }

    /// Everything reported for a request; what came in a minute otherwise.
    func answer(_ request: SearchRequest) -> [EngineEvent] {
        engine.compute(request)
        let end = Date().addingTimeInterval(60)
        condition.lock()
        defer { condition.unlock() }
        var mine: [EngineEvent] = []
        repeat {
            mine = events.filter { Self.place($0)?.ticket == request.ticket }
            if mine.contains(where: { Self.place($0)?.isLast ?? false }) { break }
        } while condition.wait(until: end)
        return mine
    }

    static func rounds(_ events: [EngineEvent]) -> [SearchRound] {
        events.compactMap { if case .searched(_, let round, _) = $0 { round } else { nil } }
    }

    private static func place(_ event: EngineEvent) -> (ticket: Int, isLast: Bool)? {
        switch event {
        case .searched(let ticket, _, let isLast): (ticket, isLast)
        case .failed(let ticket, _): (ticket, true)
        default: nil
        }
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
        _ loaded: LoadedModels = Synthetic.exact, width: Int = 120, height: Int = 36, strategy: Character? = nil, engine: SearchEngine
    ) throws -> Harness {
        var harness = try Harness.ready(
            loaded, settings: RunSettings(seed: 7, schedule: .fixed, steps: 12), denoiser: .exact, width: width, height: height)
        try harness.type(":search \(loaded.space == .nasbench201 ? "cifar10_test" : "imagenet_top1") mutation")
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
