extension State {
    /// The engine's thread has ended unasked. What it was computing is asked for again, which starts it anew.
    mutating func recover() -> [Effect] {
        guard !isLoading else {
            fail(ExplorerError.engineStopped)
            return []
        }
        guard case .ready = phase else { return [] }
        here.giveUp()
        warn("the engine stopped unexpectedly; it is started anew for what is asked next")
        let unfinished = here.branches.firstIndex { $0.id == here.current && !$0.isComplete }
        let effects = unfinished.map { completing($0) } ?? []
        if let twin = here.twin, !twin.isComplete { here.twin = nil }
        return (space == startSpace ? [] : [.enter(space)]) + effects + refreshTwin()
    }
}
