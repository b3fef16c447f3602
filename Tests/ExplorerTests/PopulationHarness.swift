import Diffusion
import Explorer
import Foundation
import Testing

/// Computes populations.
typealias PopulationEngine = RequestEngine<PopulationRequest>

extension PopulationRequest: EngineRequest {
    static var patience: Double { 20 }

    func compute(by engine: Engine) { engine.compute(self) }

    func ends(with event: EngineEvent) -> Bool {
        if case .population(_, .steps(let steps)) = event { steps.last?.index == settings.steps - 1 } else { false }
    }
}

extension RequestEngine<PopulationRequest> {
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
