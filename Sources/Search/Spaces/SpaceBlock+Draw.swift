import Architectures
import Platform
import Tensors

extension SpaceBlock {
    /// A pattern by its share of the block's own distribution, which is that of its architectures together.
    func draw(using generator: inout PhiloxGenerator) -> Pattern {
        guard patterns.count > 1 else { return patterns[0] }
        let logs = patterns.map { $0.logShare + log($0.count) }, top = logs.max() ?? 0
        // Equal shares are told from each other by rounding alone.
        guard logs.contains(where: { top - $0 > 1e-9 }) else { return patterns[Int.random(in: patterns.indices, using: &generator)] }
        let shares = logs.map { exp($0 - top) }
        var rest = generator.uniform() * shares.reduce(0, +)
        for (pattern, share) in zip(patterns, shares) {
            rest -= share
            if rest < 0 { return pattern }
        }
        return patterns[patterns.count - 1]
    }
}
