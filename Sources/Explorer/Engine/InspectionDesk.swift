import Diffusion

/// Takes steps apart on request. The networks of the last run asked about stay at hand, since the next request is most often about
/// another step of it.
struct InspectionDesk {
    private struct Run: Hashable {
        let settings: RunSettings
        let denoiser: DenoiserKind
        let sample: Int
    }

    private var run: Run?
    private var inspector: StepInspector?

    mutating func answer(_ request: InspectionRequest, shelf: inout ModelShelf) -> EngineEvent {
        let subject = request.subject
        do {
            let inspector = try inspector(for: subject, shelf: &shelf)
            return .inspected(ticket: request.ticket, inspector.anatomy(of: subject.step, after: subject.before))
        } catch {
            return .failed(ticket: request.ticket, reason: String(describing: error))
        }
    }

    private mutating func inspector(for subject: InspectionSubject, shelf: inout ModelShelf) throws -> StepInspector {
        let wanted = Run(settings: subject.settings, denoiser: subject.denoiser, sample: subject.sample)
        if wanted == run, let inspector { return inspector }
        guard let models = shelf.models(subject.denoiser) else { throw ExplorerError.nothingLoaded }
        let made = try StepInspector(
            models: models, settings: subject.settings, sample: subject.sample,
            exact: subject.denoiser == .exact ? nil : shelf.models(.exact)?.denoiser, exactTilted: shelf.exactTilted(by: subject.settings.guidance))
        (run, inspector) = (wanted, made)
        return made
    }
}
