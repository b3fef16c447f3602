extension State {
    /// The engine's thread has ended unasked. What it was computing is asked for again, which starts it anew.
    mutating func recover() -> [Effect] {
        guard !isLoading else {
            fail(ExplorerError.engineStopped)
            return []
        }
        guard case .ready = phase else { return [] }
        for index in branches.indices { branches[index].ticket = nil }
        warn("the engine stopped unexpectedly; it is started anew for what is asked next")
        // What is refreshed after every event is asked for again by having no request any more.
        if population.isUnderWay { population.course = nil }
        race.ticket = nil
        inspection.asked = nil
        if let rivalRun, !rivalRun.isComplete { self.rivalRun = nil }
        let unfinished = branches.firstIndex { $0.id == current && !$0.isComplete }
        let effects = unfinished.map { completing($0) } ?? []
        if let twin, !twin.isComplete { self.twin = nil }
        return (space == startSpace ? [] : [.enter(space)]) + effects + refreshTwin()
    }
}
