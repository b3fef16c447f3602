import Foundation

/// Evaluates an architecture by a user's command.
public struct EvaluatorRun: Sendable {
    public let command: EvaluatorCommand
    /// What its figures must have.
    public let columns: [String]
    /// Seconds for an attempt; then all that the command has started is ended.
    public var timeout: Double
    /// Attempts after one that has failed.
    public var retries: Int
    /// Seconds between the request to end and the end by force.
    public var grace = 2.0

    /// Bytes that are kept of its error stream: the last.
    private static let errorsKept = 1 << 13

    public init(_ command: EvaluatorCommand, columns: [String], timeout: Double, retries: Int) {
        self.command = command
        self.columns = columns
        self.timeout = timeout
        self.retries = retries
    }

    public enum Outcome: Sendable {
        case figures([String: Double])
        case failed(EvaluatorFailure)
        case cancelled
    }

    /// Blocks until figures are there, the attempts are used up, or it was cancelled.
    /// - Throws: `EvaluatorError.cannotStart`
    public func callAsFunction(_ task: EvaluatorTask, isCancelled: () -> Bool = { false }) throws -> Outcome {
        try evaluate(task, orphans: nil, isCancelled: isCancelled)
    }

    public func evaluate(_ task: EvaluatorTask, orphans: OrphanGuard?, isCancelled: () -> Bool) throws -> Outcome {
        var last = EvaluatorFailure(.noObject())
        for _ in 0...max(0, retries) {
            do throws(Stop) {
                return .figures(try attempt(task, orphans, isCancelled))
            } catch {
                switch error {
                case .failure(let failure): last = failure
                case .cancelled: return .cancelled
                case .error(let error): throw error
                }
            }
        }
        return .failed(last)
    }

    private enum Stop: Error { case failure(EvaluatorFailure), cancelled, error(any Error) }

    private func attempt(_ task: EvaluatorTask, _ orphans: OrphanGuard?, _ isCancelled: () -> Bool) throws(Stop) -> [String: Double] {
        if isCancelled() { throw .cancelled }
        let child: ChildProcess
        // Of its own, so that others that run beside it are left alone.
        let mark = orphans?.mark.part() ?? ProcessMark()
        do {
            let environment = task.environment.merging(mark.environment) { $1 }
            child = try ChildProcess(command.words(for: task), environment: environment, input: task.input())
        } catch {
            throw (error as? EvaluatorFailure).map(Stop.failure) ?? Stop.error(error)
        }
        orphans?.add(child.id)
        var output = Tail(limit: EvaluatorOutput.limit), errors = Tail(limit: Self.errorsKept)
        func read(waiting milliseconds: Int32) {
            child.read(waiting: milliseconds) { isOutput, bytes in
                if isOutput { output.append(bytes) } else { errors.append(bytes) }
            }
        }
        let start = ContinuousClock.now
        let deadline = start + .seconds(timeout)
        var isLate = false, isUnwanted = false, force: ContinuousClock.Instant?
        // A child that has closed its streams mostly ends in the next moment.
        var pause: Int32 = 1
        while !child.hasEnded {
            read(waiting: child.isSilent ? pause : 50)
            if child.isSilent { pause = min(50, 2 * pause) }
            let now = ContinuousClock.now
            if let end = force {
                if now >= end { child.kill() }
            } else {
                isUnwanted = isCancelled()
                isLate = now >= deadline
                if isUnwanted || isLate {
                    child.signal(SIGTERM)
                    force = now + .seconds(grace)
                }
            }
        }
        read(waiting: 0)
        orphans?.remove(child.id)
        let end = child.finish()
        mark.endAll()
        if isUnwanted { throw .cancelled }
        do throws(EvaluatorFailure.Cause) {
            if isLate { throw .timeout(seconds: timeout) }
            switch end {
            case .status(0): return try EvaluatorOutput.figures(in: output.bytes, columns: columns, isCut: output.isCut)
            case .status(let status): throw .exit(status)
            case .signal(let number): throw .signal(number)
            }
        } catch {
            throw .failure(EvaluatorFailure(error, errors: String(decoding: errors.bytes, as: UTF8.self)))
        }
    }

    /// The last bytes of many.
    private struct Tail {
        let limit: Int
        private var kept = Data()
        private var isShortened = false

        init(limit: Int) { self.limit = limit }

        /// Whether there was more before.
        var isCut: Bool { isShortened || kept.count > limit }

        var bytes: Data { Data(kept.suffix(limit)) }

        mutating func append(_ bytes: UnsafeRawBufferPointer) {
            kept.append(contentsOf: bytes)
            if kept.count > 2 * limit {
                kept = Data(kept.suffix(limit))
                isShortened = true
            }
        }
    }
}
