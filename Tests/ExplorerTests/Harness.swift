import Diffusion
import Explorer
import Terminal
import Testing

/// Drives the state as the app does, with an engine that answers at once and in order.
struct Harness {
    var state: State
    let loaded: LoadedModels
    let catalog: Catalog
    /// Everything asked for so far.
    var effects: [Effect] = []
    /// Requests that are not answered yet.
    var pending: [RunRequest] = []

    init(
        _ loaded: LoadedModels = Synthetic.models, settings: RunSettings = RunSettings(seed: 7, schedule: .fixed, steps: 16),
        denoiser: DenoiserKind = .learned, width: Int = 120, height: Int = 36
    ) {
        self.loaded = loaded
        catalog = Catalog(loaded)
        state = State(settings: settings, denoiser: denoiser, width: width, height: height)
    }

    static func ready(
        _ loaded: LoadedModels = Synthetic.models, settings: RunSettings = RunSettings(seed: 7, schedule: .fixed, steps: 16),
        denoiser: DenoiserKind = .learned, width: Int = 120, height: Int = 36
    ) throws -> Harness {
        var harness = Harness(loaded, settings: settings, denoiser: denoiser, width: width, height: height)
        harness.send(.engine(.ready(harness.catalog)))
        try harness.answer()
        return harness
    }

    mutating func send(_ event: Event) {
        for effect in update(&state, event) {
            effects.append(effect)
            // There are models of one space here: whoever wants to go to another one stays.
            if case .enter(let space) = effect { send(.engine(.notEntered(space, reason: "there is no other space here"))) }
            if case .compute(let request) = effect {
                pending.removeAll { $0.lane == request.lane }
                pending.append(request)
            }
        }
    }

    mutating func press(_ keys: Key...) throws {
        for key in keys {
            send(.input(.key(key)))
            try answer()
        }
    }

    /// Types characters, answering requests after each.
    mutating func type(_ text: String) throws {
        for character in text { try press(.char(character)) }
    }

    /// Has a line of the prompt carried out.
    mutating func ask(_ line: String) throws {
        try type(":" + line)
        try press(.enter)
    }

    /// The run that was asked for last.
    var lastRequest: RunRequest? {
        effects.reversed().lazy.compactMap { if case .compute(let request) = $0 { request } else { nil } }.first
    }

    mutating func answer() throws {
        while !pending.isEmpty {
            let request = pending.removeFirst()
            send(.engine(.steps(ticket: request.ticket, try steps(of: request), isLast: true)))
        }
    }

    /// What the request asks for, computed straight from the engine's parts.
    func steps(of request: RunRequest) throws -> [Step] {
        var run = try SampleRun(
            models: try #require(models(request.denoiser)), settings: request.settings, sample: request.sample)
        if let resuming = request.resuming { run.resume(at: resuming.step, after: resuming.before) }
        var steps = Array(run)
        for turn in request.turns {
            // Where it takes over its state is the one that it would have had without it.
            let place = try #require(steps.firstIndex { $0.index == turn.start })
            run = try SampleRun(models: try #require(models(turn.denoiser)), settings: turn.settings, sample: request.sample)
            run.resume(at: steps[place], after: place > 0 ? steps[place - 1] : nil)
            steps.replaceSubrange(place..., with: Array(run))
        }
        return steps
    }

    /// Another explorer that opens a session.
    static func opening(_ session: Session, _ loaded: LoadedModels = Synthetic.models, width: Int = 120, height: Int = 36) throws -> Harness {
        let stem = try #require(session.shown).stem, last = try #require(stem.segments.last)
        var harness = Harness(loaded, settings: last.settings, denoiser: last.denoiser, width: width, height: height)
        harness.state = State(
            settings: last.settings, sample: stem.sample, denoiser: last.denoiser, width: width, height: height, space: session.space,
            session: session)
        harness.send(.engine(.ready(harness.catalog)))
        try harness.answer()
        return harness
    }

    private func models(_ kind: DenoiserKind) -> Models? {
        switch kind {
        case .learned: loaded.learned
        case .published: loaded.published?.models
        case .exact where loaded.space == .mobilenetv3:
            Models(
                denoiser: FactoredDenoiser(of: .mobilenetv3), predictor: FactoredPredictor(loaded.networks, in: .mobilenetv3),
                tiltable: FactoredTilts(loaded.networks, in: .mobilenetv3))
        case .exact:
            Models(
                denoiser: ExactDenoiser(of: loaded.space), predictor: ExactPredictor(columns: loaded.figures, in: loaded.space),
                tiltable: ExactTilts(columns: loaded.figures, in: loaded.space))
        }
    }
}

extension Step {
    /// What must be equal for two steps to be the same step of the same course.
    var trace: [Float] { state + denoised + guided + next }
}

extension NoiseSchedule {
    /// The tests' own, so that they do not change with the default.
    static let fixed = NoiseSchedule(spacing: .karras, sigmaMax: 10, sigmaMin: 0.05)
}
