import Diffusion
import Explorer
import Foundation
import Testing

/// Computes populations with the real engine, one at a time.
final class PopulationEngine: @unchecked Sendable {
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

    /// Everything reported for a request, to its last step or its failure; what came in ten seconds otherwise.
    func answer(_ request: PopulationRequest) -> [EngineEvent] {
        engine.compute(request)
        let end = Date().addingTimeInterval(20)
        condition.lock()
        defer { condition.unlock() }
        var mine: [EngineEvent] = []
        repeat {
            mine = events.filter { Self.ticket($0) == request.ticket }
            if mine.contains(where: { Self.isLast($0, request.settings.steps) }) { break }
        } while condition.wait(until: end)
        return mine
    }

    private static func ticket(_ event: EngineEvent) -> Int? {
        switch event {
        case .population(let ticket, _), .failed(let ticket, _): ticket
        default: nil
        }
    }

    private static func isLast(_ event: EngineEvent, _ total: Int) -> Bool {
        switch event {
        case .population(_, .steps(let steps)): steps.last?.index == total - 1
        case .failed: true
        default: false
        }
    }

    static func steps(_ events: [EngineEvent]) -> [PopulationStep] {
        events.flatMap { event -> [PopulationStep] in
            if case .population(_, .steps(let steps)) = event { steps } else { [] }
        }
    }
}

extension Harness {
    /// The populations asked for so far.
    var populations: [PopulationRequest] {
        effects.compactMap { if case .population(let request) = $0 { request } else { nil } }
    }

    /// On the page of a small population that is there.
    static func population(
        _ loaded: LoadedModels = Synthetic.models, settings: RunSettings = RunSettings(seed: 7, schedule: .fixed, steps: 12),
        denoiser: DenoiserKind = .learned, width: Int = 120, height: Int = 36, size: Int = 64, engine: PopulationEngine
    ) throws -> Harness {
        var harness = Harness(loaded, settings: settings, denoiser: denoiser, width: width, height: height)
        harness.state = State(settings: settings, denoiser: denoiser, width: width, height: height, population: size)
        harness.send(.engine(.ready(harness.catalog)))
        try harness.answer()
        harness.answerPopulation(engine)
        return harness
    }

    /// Sends what the engine says to the latest request.
    mutating func answerPopulation(_ engine: PopulationEngine) {
        guard let request = populations.last else { return }
        for event in engine.answer(request) { send(.engine(event)) }
    }
}
