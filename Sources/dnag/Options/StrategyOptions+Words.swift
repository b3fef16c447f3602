import Architectures
import ArgumentParser
import Foundation
import Search

extension StrategyOptions {
    /// The options as words that read back as the same, all of them: a study keeps them, whatever the defaults will be one day.
    var words: [String] {
        [
            "--strategy=\(strategy.defaultValueDescription)", "--surrogate=\(surrogate.defaultValueDescription)",
            "--acquisition=\(acquisition.defaultValueDescription)", "--beta=\(beta)", "--mutations=\(mutations)", "--samples=\(samples)",
            "--steps=\(steps)", "--refinements=\(refinements)", "--gamma=\(gamma)", "--order=\(order.rawValue)", "--place=\(place.rawValue)",
            "--population=\(population)", "--tournament=\(tournament)",
        ] + (denoiserFile.map { ["--denoiser-file=\(Self.absolute($0))"] } ?? [])
    }

    /// The one strategy that is asked for.
    /// - Throws: `CommandError.severalStrategies`, `SearchError.notEnumerable`
    func one(threads: Int, of space: SearchSpace) throws -> any Strategy {
        let all = try strategies(threads: threads, of: space)
        guard all.count == 1, let first = all.first else { throw CommandError.severalStrategies(all.map(\.name)) }
        return first
    }

    /// A study may be gone on with from another folder.
    private static func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
}
