import Architectures

/// What of a cell reaches its output, as the fewest maps that must be kept.
///
/// A map is a sum of terms. A feature map that only skips lead to is no map of its own: it is written out where it is used. Six skips are
/// one map, four times the input.
struct LiveCell: Hashable {
    /// What is added to a map; maps count from 0, the input.
    enum Term: Hashable {
        case map(Int, Float)
        case pool(Int, Float)
        case convolution(edge: Int, of: Int, taps: Int)
    }

    /// The terms of each map. The input, the first, has none.
    private(set) var maps: [[Term]] = [[]]
    /// The map that is the result; nil where no path leads to the output, so that the result is zero.
    private(set) var output: Int?
    /// The edges on a path from input to output, in arch-string order.
    let edges: [Int]

    init(_ cell: Cell) {
        edges = Self.liveEdges(cell)
        var values: [[Scaled]] = [[Scaled(map: 0, factor: 1)], [], [], []]
        for end in 1...3 {
            let entering = edges.filter { Cell.edges[$0].to == end }
            if entering.allSatisfy({ cell[$0] == .skip }) {
                values[end] = Scaled.sum(entering.flatMap { values[Cell.edges[$0].from] })
                continue
            }
            var terms: [Term] = []
            for edge in entering {
                let start = Cell.edges[edge].from
                switch cell[edge] {
                case .none: continue
                case .skip: terms += values[start].map { .map($0.map, $0.factor) }
                case .averagePool: terms += values[start].map { .pool($0.map, $0.factor) }
                case .conv1x1, .conv3x3:
                    let kept = keep(&values[start])
                    terms.append(.convolution(edge: edge, of: kept, taps: cell[edge] == .conv1x1 ? 1 : 3))
                }
            }
            maps.append(terms)
            values[end] = [Scaled(map: maps.count - 1, factor: 1)]
        }
        output = values[3].isEmpty ? nil : keep(&values[3])
    }

    /// The map that holds a value, a new one where there is none yet.
    private mutating func keep(_ value: inout [Scaled]) -> Int {
        if value.count == 1, value[0].factor == 1 { return value[0].map }
        maps.append(value.map { .map($0.map, $0.factor) })
        value = [Scaled(map: maps.count - 1, factor: 1)]
        return maps.count - 1
    }

    private struct Scaled {
        let map: Int
        var factor: Float

        /// One summand a map, by ascending map.
        static func sum(_ parts: [Scaled]) -> [Scaled] {
            var factors: [Int: Float] = [:]
            for part in parts { factors[part.map, default: 0] += part.factor }
            return factors.sorted { $0.key < $1.key }.map { Scaled(map: $0.key, factor: $0.value) }
        }
    }

    private static func liveEdges(_ cell: Cell) -> [Int] {
        let present = Cell.edges.indices.filter { cell[$0] != .none }
        var reached: Set<Int> = [0], leading: Set<Int> = [3]
        for edge in present.sorted(by: { Cell.edges[$0].from < Cell.edges[$1].from }) where reached.contains(Cell.edges[edge].from) {
            reached.insert(Cell.edges[edge].to)
        }
        for edge in present.sorted(by: { Cell.edges[$0].to > Cell.edges[$1].to }) where leading.contains(Cell.edges[edge].to) {
            leading.insert(Cell.edges[edge].from)
        }
        return present.filter { reached.contains(Cell.edges[$0].from) && leading.contains(Cell.edges[$0].to) }
    }
}
