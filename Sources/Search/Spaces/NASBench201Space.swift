import Architectures
import Tensors

/// The cells of NAS-Bench-201: 15,625, of which a neighbour differs in the operation of one edge.
public struct NASBench201Space: SearchableSpace {
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

    public func architecture(parsing text: String) throws -> Cell {
        guard let cell = try Architectures.Architecture(parsing: text, in: .nasbench201).cell else { throw CellError.unknownForm(text) }
        return cell
    }

    public func words(of cell: Cell) -> ArchitectureWords { .operations(Cell.edges.indices.map { cell[$0].benchmarkName }) }

    public func encode(_ cell: Cell, into state: UnsafeMutableBufferPointer<Float>) { cell.encode(into: state) }

    public func decode(_ state: UnsafeBufferPointer<Float>) -> Cell? {
        Cell.decodeCode(state).flatMap { Cell(code: $0.code) }
    }
}
