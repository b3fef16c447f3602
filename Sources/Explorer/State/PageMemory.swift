import Architectures
import Diffusion

/// What a page remembers in a search space: what was chosen on it, what was computed for it, and what it has asked for.
protocol PageMemory: Sendable {
    /// - Parameter settings: what the first run starts with
    init(in space: SearchSpace, settings: RunSettings)
    /// What it takes along to another space.
    func renewed(in space: SearchSpace) -> Self
    /// The space turned out to be another one than was thought at the start.
    mutating func settle(in space: SearchSpace)
    /// What was asked for will not come.
    mutating func giveUp()
    mutating func passTime()
    /// - Returns: whether the request was its own
    mutating func failed(ticket: Int, _ reason: String) -> Bool
    /// Takes in steps of a run that is no branch. - Returns: whether the run is its own
    mutating func add(_ steps: [Step], ticket: Int, isLast: Bool) -> Bool
    mutating func follow(_ change: TreeChange)
}

/// What happens to branches.
enum TreeChange: Sendable {
    /// Another one is shown than before.
    case shown(Int, after: Int)
    case gone(Int)
    /// All are others now.
    case replanted
}

extension PageMemory {
    mutating func settle(in space: SearchSpace) {}
    mutating func passTime() {}
    mutating func failed(ticket: Int, _ reason: String) -> Bool { false }
    mutating func add(_ steps: [Step], ticket: Int, isLast: Bool) -> Bool { false }
    mutating func follow(_ change: TreeChange) {}
}

extension SpaceState {
    /// What a page remembers here, by its type.
    subscript<Memory: PageMemory>(_ type: Memory.Type) -> Memory {
        get { memories[ObjectIdentifier(type)] as? Memory ?? Memory(in: space, settings: settings) }
        set { memories[ObjectIdentifier(type)] = newValue }
    }

    mutating func eachMemory(_ change: (inout any PageMemory) -> Void) {
        for (type, memory) in memories {
            var changed = memory
            change(&changed)
            memories[type] = changed
        }
    }

    /// Whether a memory says that something is its own.
    mutating func anyMemory(_ takes: (inout any PageMemory) -> Bool) -> Bool {
        for (type, memory) in memories {
            var changed = memory
            guard takes(&changed) else { continue }
            memories[type] = changed
            return true
        }
        return false
    }
}
