import Architectures
import Diffusion

/// What the compare page is at.
struct Rivalry: PageMemory {
    /// What the comparison is wanted with; `shownRival` is what there is.
    var rival = Rival.unguided
    /// Whether the rival stands on the left.
    var isLeft = false
    /// The run that rivals are computed in that are neither the twin nor a branch.
    var run: Branch?
    /// The last request of the rivals' lane.
    var ticket: Int?

    init(in space: SearchSpace, settings: RunSettings) {}

    func renewed(in space: SearchSpace) -> Rivalry {
        var new = self
        (new.run, new.ticket) = (nil, nil)
        return new
    }

    mutating func giveUp() {
        if let run, !run.isComplete { self.run = nil }
    }

    mutating func failed(ticket: Int, _ reason: String) -> Bool { run?.ticket == ticket }

    mutating func add(_ steps: [Step], ticket: Int, isLast: Bool) -> Bool {
        guard run?.ticket == ticket else { return false }
        run?.append(steps)
        if isLast { run?.ticket = nil }
        return true
    }

    mutating func follow(_ change: TreeChange) {
        switch change {
        // Who goes over to the rival compares it with where he came from.
        case .shown(let id, let old): if rival == .branch(id) { rival = .branch(old) }
        case .gone(let id): if rival == .branch(id) { rival = .unguided }
        case .replanted: run = nil
        }
    }
}

extension SpaceState {
    var rivalry: Rivalry {
        get { self[Rivalry.self] }
        set { self[Rivalry.self] = newValue }
    }

    public var rival: Rival { rivalry.rival }
    public var isRivalLeft: Bool { rivalry.isLeft }
}
