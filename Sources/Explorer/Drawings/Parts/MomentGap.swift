import Architectures

/// How far two moments are apart.
public struct MomentGap: Sendable, Hashable {
    /// ‖x̃ − x̃′‖ over the whole state.
    public let distance: Double
    /// The nodes whose chosen type differs.
    public let nodes: [Int]
    /// The slots whose decided value differs.
    public let slots: [Int]

    init(_ one: ComparedMoment, _ other: ComparedMoment) {
        var sum = 0.0
        for (mine, theirs) in zip(one.state, other.state) {
            let difference = Double(mine) - Double(theirs)
            sum += difference * difference
        }
        distance = sum.squareRoot()
        nodes = one.space.nodes(where: one.estimate, and: other.estimate)
        let first = one.space.layout.vertexDimension
        slots = (first..<max(min(one.estimate.count, other.estimate.count), first))
            .filter { (one.estimate[$0] > 0) != (other.estimate[$0] > 0) }.map { $0 - first }
    }
}

/// What there is to compare of a run at a position. Not a whole reading: there is one at every step of both runs, and neither its
/// architecture nor its faults in words are asked for.
struct ComparedMoment {
    let space: SearchSpace
    let state: [Float]
    /// What it decides by.
    let estimate: [Float]
}

extension SearchSpace {
    /// The nodes whose types two states choose differently.
    fileprivate func nodes(where one: [Float], and other: [Float]) -> [Int] {
        let (count, columns) = (layout.nodeCount, layout.typeCount)
        guard min(one.count, other.count) >= count * columns else { return [] }
        return one.withUnsafeBufferPointer { one in
            other.withUnsafeBufferPointer { other in
                (0..<count).filter { node in
                    var (mine, theirs) = (node * columns, node * columns)
                    for index in node * columns + 1..<(node + 1) * columns {
                        if one[index] > one[mine] { mine = index }
                        if other[index] > other[theirs] { theirs = index }
                    }
                    return mine != theirs
                }
            }
        }
    }
}
