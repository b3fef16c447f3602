import Architectures
import Tensors

/// The cells of NAS-Bench-201: 15,625, of which a neighbour differs in the operation of one edge.
public struct NASBench201Space: SearchSpace {
    public let name = "nasbench201"
    public let layout = Cell.layout
    public let features = NASBench201Space.featureMap

    public init() {}

    public func draw(using generator: inout PhiloxGenerator) -> Cell {
        Cell.all[Int.random(in: 0..<Cell.count, using: &generator)]
    }

    public func mutation(of cell: Cell, using generator: inout PhiloxGenerator) -> Cell {
        let neighbours = neighbours(of: cell)
        return neighbours[Int.random(in: 0..<neighbours.count, using: &generator)]
    }

    public func neighbours(of cell: Cell) -> [Cell] {
        var neighbours: [Cell] = []
        var weight = 1
        for edge in Cell.edges.indices {
            let own = cell[edge].rawValue
            for other in Operation.allCases where other.rawValue != own {
                neighbours.append(Cell.all[cell.code + (other.rawValue - own) * weight])
            }
            weight *= Operation.allCases.count
        }
        return neighbours
    }

    public var all: [Cell]? { Array(Cell.all) }

    public func text(of cell: Cell) -> String { cell.archString }

    public func architecture(parsing text: String) throws -> Cell { try Cell(parsing: text) }

    public func encode(_ cell: Cell, into state: UnsafeMutableBufferPointer<Float>) { cell.encode(into: state) }

    public func decode(_ state: UnsafeBufferPointer<Float>) -> Cell? {
        Cell.decodeCode(state).flatMap { Cell(code: $0.code) }
    }

    /// Operations by edge, then *paths*: how often a sequence of operations, none of them `none`, leads from the input to the output (the
    /// path encoding of BANANAS, White et al. 2021, without the places where a path is cut).
    private static let featureMap: FeatureMap = {
        let operations = Operation.allCases.count
        let typesBefore = NodeType.none.rawValue
        let sites = Cell.edges.indices.map {
            FeatureMap.Site(first: ($0 + 1) * Cell.layout.typeCount + typesBefore, count: operations)
        }
        // Edges of the paths from feature map 0 to 3, by length.
        let routes = [[[3]], [[0, 4], [1, 5]], [[0, 2, 5]]]
        var features: [[[Int]]] = []
        for ways in routes {
            for sequence in sequences(length: ways[0].count) {
                features.append(ways.map { edges in zip(edges, sequence).map { $0 * operations + $1.rawValue } })
            }
        }
        return FeatureMap(sites: sites, groups: [("paths", features)])
    }()

    private static func sequences(length: Int) -> [[Operation]] {
        guard length > 0 else { return [[]] }
        return sequences(length: length - 1).flatMap { start in
            Operation.allCases.filter { $0 != .none }.map { start + [$0] }
        }
    }
}
