import Architectures

extension FactoredFigure {
    /// The part of one block, of each of its architectures: pattern after pattern, the first node's type varying fastest.
    func values(ofBlock place: Int) -> [Double] {
        let block = space.blocks[place], first = space.blocks[..<place].reduce(0) { $0 + $1.patterns.count }, columns = space.layout.typeCount
        return block.patterns.enumerated().flatMap { number, pattern -> [Double] in
            zip(block.nodes, pattern.types).reduce([patterns[first + number]]) { sums, choice in
                choice.1.flatMap { type in sums.map { $0 + types[choice.0 * columns + type] } }
            }
        }
    }
}
