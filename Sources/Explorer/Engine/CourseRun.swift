import Diffusion

/// A run whose settings change on the way, as a branch's do: step for step what was computed when it was steered by hand.
final class CourseRun {
    private let sample: Int
    private var run: SampleRun
    private var turns: ArraySlice<(segment: Branch.Segment, models: Models)>
    private var last: Step?

    /// - Throws: `ExplorerError.nothingLoaded`, `GuidanceError`
    init(_ request: RunRequest, shelf: inout ModelShelf) throws {
        guard let models = shelf.models(request.denoiser) else { throw ExplorerError.nothingLoaded }
        sample = request.sample
        run = try SampleRun(models: models, settings: request.settings, sample: sample)
        if let resuming = request.resuming { run.resume(at: resuming.step, after: resuming.before) }
        var turns: [(segment: Branch.Segment, models: Models)] = []
        for segment in request.turns {
            guard let models = shelf.models(segment.denoiser) else { throw ExplorerError.nothingLoaded }
            turns.append((segment, models))
        }
        self.turns = turns[...]
    }

    /// Number of steps in all.
    var count: Int { run.count }

    /// Takes one step; nil when the run is over.
    /// - Throws: `GuidanceError` where settings that take over cannot run
    func next() throws -> Step? {
        if let turn = turns.first, let last, last.index + 1 == turn.segment.start {
            turns = turns.dropFirst()
            // Its state is where the new settings take over.
            guard let entry = run.next() else { return nil }
            run = try SampleRun(models: turn.models, settings: turn.segment.settings, sample: sample)
            run.resume(at: entry, after: last)
        }
        last = run.next()
        return last
    }
}
