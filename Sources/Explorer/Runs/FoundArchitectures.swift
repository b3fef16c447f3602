import Architectures

/// What this session's runs have ended with, so that one can be told from those before.
public struct FoundArchitectures: Sendable, Hashable {
    public struct Run: Sendable, Hashable {
        var space: SearchSpace
        var seed: UInt64
        var branch: Int
    }

    /// Valid ones; nil where a run ended with none.
    private var found: [Run: Architecture?] = [:]

    mutating func note(_ branch: Branch) {
        guard let end = branch.end else { return }
        found[Run(space: end.space, branch)] = .some(end.decoded.isValid ? end.decoded.architecture : nil)
    }

    /// Whether no other run has ended with it.
    func isUnique(_ architecture: Architecture, in branch: Branch) -> Bool {
        let own = Run(space: architecture.space, branch)
        return !found.contains { $0.key != own && $0.value == architecture }
    }
}

extension FoundArchitectures.Run {
    init(space: SearchSpace, _ branch: Branch) { self.init(space: space, seed: branch.settings.seed, branch: branch.id) }
}
