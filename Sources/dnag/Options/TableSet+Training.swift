import Architectures

extension TableSet {
    /// The columns that a network is to learn: those named, else all.
    /// - Throws: `CommandError.noFigures`
    func columns(_ names: [String]) throws -> [BenchmarkTable.Column] { names.isEmpty ? columns : try names.map { try column($0) } }
}
