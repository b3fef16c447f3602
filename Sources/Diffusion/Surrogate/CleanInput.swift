import Architectures

/// What a network of clean architectures sees of one, of a space of blocks: the parts of each node's type, and where types do not tell the pattern of
/// a block, the pattern.
struct CleanInput: Sendable {
    let space: SearchSpace
    /// How many numbers it writes.
    let count: Int
    /// The nodes at which architectures differ.
    private let nodes: [Int]
    private let parts: [[Int]]
    private let partCount: Int
    /// Blocks whose pattern is shown: their number, where their entries begin, and the place of their first pattern.
    private let blocks: [(number: Int, first: Int, pattern: Int)]

    init(of space: SearchSpace) {
        self.space = space
        parts = space.typeParts
        partCount = (parts.flatMap { $0 }.max() ?? -1) + 1
        nodes = space.blocks.flatMap { block in
            block.nodes.indices.filter { k in Set(block.patterns.map { $0.types[k] }).count > 1 || (block.patterns.first?.types[k].count ?? 0) > 1 }
                .map { block.nodes[$0] }
        }
        var count = nodes.count * partCount, pattern = 0, blocks: [(number: Int, first: Int, pattern: Int)] = []
        for (number, block) in space.blocks.enumerated() {
            if !block.isToldByTypes {
                blocks.append((number, count, pattern))
                count += block.patterns.count
            }
            pattern += block.patterns.count
        }
        (self.count, self.blocks) = (count, blocks)
    }

    /// - Parameters:
    ///   - types: column of V of each node
    ///   - patterns: the place of the pattern of each block, among those of all blocks
    func write(types: UnsafePointer<Int>, patterns: UnsafePointer<Int>, into values: UnsafeMutablePointer<Float>) {
        values.update(repeating: 0, count: count)
        for (k, node) in nodes.enumerated() {
            for part in parts[types[node]] { values[partCount * k + part] = 1 }
        }
        for block in blocks { values[block.first + patterns[block.number] - block.pattern] = 1 }
    }
}
