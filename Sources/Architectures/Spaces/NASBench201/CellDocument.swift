/// A cell as a JSON document: what it is, and what the network around it costs. Keys are documented in docs/export.md.
public struct CellDocument: Codable, Sendable, Hashable {
    /// An operation between two feature maps.
    public struct Edge: Codable, Sendable, Hashable {
        public let from, to: Int
        /// The benchmark's name of the operation.
        public let operation: String
        /// Whether it is on a path from the input to the output that no `none` interrupts.
        public let live: Bool
    }

    public let space: String
    public let arch: String
    /// The cell's number in the benchmark's order.
    public let index: Int
    public let naslibTuple: [Int]
    /// In arch-string order.
    public let edges: [Edge]
    /// Trained weights, and multiply-adds for one 32×32 image, of the CIFAR-10 network around the cell.
    public let parameters, multiplyAdds: Int

    /// - Parameter order: the benchmark's
    public init(_ cell: Cell, order: BenchmarkOrder) {
        let network = MacroNetwork(cell: cell)
        space = "nasbench201"
        arch = cell.archString
        index = order.index(of: cell)
        naslibTuple = cell.naslibTuple
        edges = Cell.edges.enumerated().map { index, ends in
            Edge(from: ends.from, to: ends.to, operation: cell[index].benchmarkName, live: cell.isLive(edge: index))
        }
        parameters = network.parameters
        multiplyAdds = network.multiplyAdds
    }

    private enum CodingKeys: String, CodingKey {
        case space, arch, index, naslibTuple = "naslib_tuple", edges, parameters, multiplyAdds = "multiply_adds"
    }
}
