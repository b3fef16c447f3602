import Architectures
import Foundation

/// The tables of a run that may be asked for more than once: read when they are first asked for, and only then, since a pipe can be read
/// but once.
final class TablesOnce: @unchecked Sendable {
    private let lock = NSLock()
    private let options: TableOptions
    private let isQuiet: Bool
    private var loaded: [SearchSpace: TableSet] = [:]

    /// - Parameter isQuiet: nothing is told on standard error, where a screen is shown
    init(_ options: TableOptions, isQuiet: Bool) { (self.options, self.isQuiet) = (options, isQuiet) }

    /// - Throws: as `TableOptions.load`
    func callAsFunction(_ space: SearchSpace) throws -> TableSet {
        try lock.withLock {
            if let loaded = loaded[space] { return loaded }
            let tables = try options.load(of: space, isQuiet: isQuiet)
            loaded[space] = tables
            return tables
        }
    }
}
