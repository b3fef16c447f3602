extension SearchRace {
    /// What it takes to run it again; nil where nothing was searched for.
    var course: RaceCourse? {
        guard let objective else { return nil }
        return RaceCourse(
            objective: objective, isObjectiveChosen: isObjectiveChosen, bound: bound, batch: batch, seed: seed, picked: picked, method: method,
            racers: racers.map { .init(id: $0.id, method: $0.method, forks: $0.forks, isBefore: $0.isBefore, rounds: $0.course) })
    }

    init(_ course: RaceCourse) {
        self.init(seed: course.seed)
        (objective, isObjectiveChosen, batch, picked, method) = (course.objective, course.isObjectiveChosen, course.batch, course.picked, course.method)
        racers = course.racers.map { Racer($0) }
        isRunning = false
    }
}

extension SearchRace.Racer {
    init(_ racer: RaceCourse.Racer) {
        self.init(id: racer.id, method: racer.method, forks: racer.forks, isBefore: racer.isBefore, plan: racer.rounds)
    }
}
