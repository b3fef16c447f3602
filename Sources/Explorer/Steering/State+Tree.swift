extension State {
    /// Puts a tree in the place of the present one, and has it computed: what is shown first, the rest when there is time.
    mutating func replant(_ tree: RunTree) -> [Effect] {
        here.branches = tree.stems.map { Branch($0) }
        here.removed = tree.removed.map { RemovedBranch($0) }
        (here.current, here.nextBranch) = (tree.current, tree.next)
        guard let index = here.branches.firstIndex(where: { $0.id == here.current }) else { return [] }
        (here.sample, here.settings, here.denoiser) = (here.branches[index].sample, here.branches[index].settings, here.branches[index].denoiser)
        (here.twin, gesture, drag) = (nil, nil, nil)
        here.eachMemory { $0.follow(.replanted) }
        (isPlaying, here.position) = (false, 0)
        here.destination = (here.current, tree.position)
        here.unfinished = here.branches.map(\.id).filter { $0 != here.current }
        return completing(index) + refreshTwin()
    }

    /// Has a branch computed that came back without its steps, once what is shown is there.
    mutating func refreshTree() -> [Effect] {
        guard case .ready = phase, !here.unfinished.isEmpty, branch?.isComplete ?? false else { return [] }
        here.unfinished.removeAll { id in here.branches.first { $0.id == id }?.isComplete ?? true }
        if let restTicket = here.restTicket, here.branches.contains(where: { $0.ticket == restTicket && !$0.isComplete }) { return [] }
        let kept = here.branches.reduce(0) { $0 + $1.steps.count }
        // Very long runs are computed when they are looked at, and what the compare page waits for is on its way.
        let awaited = here.rivalry.ticket
        guard
            let index = here.branches.firstIndex(where: {
                here.unfinished.contains($0.id) && kept + $0.total <= Self.stepsKeptAhead && ($0.ticket == nil || $0.ticket != awaited)
            })
        else { return [] }
        var renewed = here.branches[index]
        let effect = request(&renewed, lane: .rest)
        here.branches[index] = renewed
        here.restTicket = renewed.ticket
        return [effect]
    }

    /// Steps, some 3 KB each, that are computed before anybody asks for them.
    private static let stepsKeptAhead = 20_000
}
