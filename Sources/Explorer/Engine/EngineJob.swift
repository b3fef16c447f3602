/// Something that is computed a little at a time.
protocol EngineJob: AnyObject {
    var isFinished: Bool { get }
    /// Computes for about a frame's time, and returns what there is to tell.
    /// - Parameter isInterrupted: asked every few milliseconds; what is begun is gone on with at the next call
    func advance(until isInterrupted: () -> Bool) -> [EngineEvent]
}

/// What is under way: one job a lane, and the most urgent goes on.
struct JobLanes {
    enum Lane: Hashable {
        case run(RunRequest.Lane), population

        /// The twin waits while the run on the screen is being computed, and a population for every run.
        fileprivate static let byUrgency = RunRequest.Lane.allCases.map { Lane.run($0) } + [.population]
    }

    private var jobs: [Lane: any EngineJob] = [:]

    var isEmpty: Bool { jobs.isEmpty }

    /// Begins a job in the place of the lane's.
    mutating func begin(in lane: Lane, _ make: () throws -> any EngineJob) rethrows {
        jobs[lane] = nil
        jobs[lane] = try make()
    }

    mutating func advance(until isInterrupted: () -> Bool) -> [EngineEvent] {
        guard let lane = Lane.byUrgency.first(where: { jobs[$0] != nil }), let job = jobs[lane] else { return [] }
        let events = job.advance(until: isInterrupted)
        if job.isFinished { jobs[lane] = nil }
        return events
    }
}
