import Diffusion
import Foundation

/// A run that is being computed.
final class RunJob: EngineJob {
    private let ticket: Int
    private let run: CourseRun
    private(set) var isFinished = false

    /// - Throws: `ExplorerError.nothingLoaded`, `GuidanceError`
    init(_ request: RunRequest, shelf: inout ModelShelf) throws {
        ticket = request.ticket
        run = try CourseRun(request, shelf: &shelf)
    }

    func advance(until isInterrupted: () -> Bool) -> [EngineEvent] {
        var steps: [Step] = []
        let end = ContinuousClock.now + .milliseconds(12)
        do {
            repeat {
                guard let step = try run.next() else { break }
                steps.append(step)
                if step.index + 1 >= run.count { isFinished = true }
            } while !isFinished && ContinuousClock.now < end && !isInterrupted()
        } catch {
            isFinished = true
            return [.failed(ticket: ticket, reason: String(describing: error))]
        }
        if steps.isEmpty { isFinished = true }
        return [.steps(ticket: ticket, steps, isLast: isFinished)]
    }
}
