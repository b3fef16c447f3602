import Architectures

/// The cells that this session's runs have ended with, so that one can be told from those before.
public struct FoundCells: Sendable, Hashable {
    public struct Run: Sendable, Hashable {
        var seed: UInt64
        var branch: Int
    }

    /// Codes of valid cells; nil where a run ended with none.
    private var codes: [Run: Int?] = [:]

    mutating func note(_ branch: Branch) {
        guard let end = branch.end else { return }
        let code: Int? = end.decoded.isValid ? end.decoded.cell?.code : nil
        codes[Run(seed: branch.settings.seed, branch: branch.id)] = .some(code)
    }

    /// Whether no other run has ended with the cell.
    func isUnique(_ cell: Cell, in branch: Branch) -> Bool {
        let own = Run(seed: branch.settings.seed, branch: branch.id)
        return !codes.contains { $0.key != own && $0.value == cell.code }
    }
}
