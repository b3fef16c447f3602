import Diffusion
import Foundation

/// A run that is being computed.
final class EngineJob {
    private let ticket: Int
    private let run: SampleRun
    private(set) var isFinished = false

    init(_ request: RunRequest, shelf: inout ModelShelf) throws {
        guard let models = shelf.models(request.denoiser) else { throw ExplorerError.nothingLoaded }
        ticket = request.ticket
        run = try SampleRun(models: models, settings: request.settings, sample: request.sample)
        if let resuming = request.resuming { run.resume(at: resuming.step, after: resuming.before) }
    }

    /// Computes for about a frame's time and returns the steps.
    /// - Parameter isInterrupted: asked after each step
    func advance(until isInterrupted: () -> Bool) -> EngineEvent {
        var steps: [Step] = []
        let end = ContinuousClock.now + .milliseconds(12)
        repeat {
            guard let step = run.next() else { break }
            steps.append(step)
            if step.index + 1 >= run.count { isFinished = true }
        } while !isFinished && ContinuousClock.now < end && !isInterrupted()
        if steps.isEmpty { isFinished = true }
        return .steps(ticket: ticket, steps, isLast: isFinished)
    }
}
