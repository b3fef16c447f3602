import Architectures
import Diffusion

/// How the published networks see an architecture of a space: rows of types alone, without E.
///
/// A cell's rows are those of V. A MobileNetV3 layer's row has nine types and no column for its absence: there a row is all −1.
struct PublishedView: Sendable {
    let space: SearchSpace
    private let layout: GraphLayout
    /// Columns of V that the networks have not, at the start of each row.
    private let hidden: Int

    init(_ space: SearchSpace) {
        self.space = space
        layout = space.layout
        hidden = space == .mobilenetv3 ? 1 : 0
    }

    /// The space of a network's size; nil for none. - Parameter types: operation types, F
    init?(nodes: Int, types: Int) {
        guard let view = PublishedDenoiser.spaces.map(PublishedView.init).first(where: { $0.nodes == nodes && $0.types == types }) else {
            return nil
        }
        self = view
    }

    var nodes: Int { layout.nodeCount }
    var types: Int { layout.typeCount - hidden }
    /// Values of an architecture.
    var entries: Int { nodes * types }

    /// Reads a state [stateDimension] into rows [nodes][types].
    func read(_ state: UnsafePointer<Float>, into rows: UnsafeMutablePointer<Float>) {
        for node in 0..<nodes {
            for type in 0..<types { rows[node * types + type] = state[node * layout.typeCount + hidden + type] }
        }
    }

    /// Writes estimated probabilities of rows [nodes][types] into a state's probabilities [stateDimension]: the nearest distributions, and
    /// each slot of E as if the nodes were independent.
    func write(_ rows: UnsafePointer<Float>, into state: UnsafeMutableBufferPointer<Float>, edges: IndependentEdges) {
        for node in 0..<nodes {
            let row = node * layout.typeCount
            for type in 0..<types { state[row + hidden + type] = rows[node * types + type] }
            let visible = UnsafeMutableBufferPointer(rebasing: state[row + hidden..<row + layout.typeCount])
            if hidden == 0 {
                Simplex.project(visible)
            } else {
                state[row] = Simplex.projectBelow(visible)
            }
        }
        if space == .nasbench201 { edges.write(into: state) } else { Self.writeLinks(into: state) }
    }

    /// E of a MobileNetV3 network whose layers are present independently of each other.
    private static func writeLinks(into state: UnsafeMutableBufferPointer<Float>) {
        let (layout, perStage) = (MobileNet.layout, MobileNet.layersPerStage)
        func presence(_ node: Int) -> Float { 1 - state[node * layout.typeCount] }
        for (index, slot) in layout.slots.enumerated() {
            var probability = presence(slot.from) * presence(slot.to)
            let isLast = slot.from % perStage == perStage - 1
            // Out of a stage only where what would come next in it is absent.
            if slot.to / perStage != slot.from / perStage, !isLast { probability *= 1 - presence(slot.from + 1) }
            state[layout.vertexDimension + index] = probability
        }
    }
}

extension PublishedDenoiser.Mask {
    /// [nodes][nodes], 1 at [i][j] where node i may look at node j.
    public func matrix(of space: SearchSpace = .nasbench201) -> [Float] {
        let nodes = space.layout.nodeCount
        var matrix = [Float](repeating: 0, count: nodes * nodes)
        for (from, to) in pairs(of: space) { matrix[from * nodes + to] = 1 }
        guard self == .publishedClosure else { return matrix }
        // Warshall 1962: the middle node must be the outermost loop.
        for k in 0..<nodes {
            for i in 0..<nodes {
                for j in 0..<nodes where matrix[i * nodes + k] > 0 && matrix[k * nodes + j] > 0 {
                    matrix[i * nodes + j] = 1
                }
            }
        }
        return matrix
    }

    private func pairs(of space: SearchSpace) -> [(Int, Int)] {
        let slots = space.layout.slots.map { ($0.from, $0.to) }
        if self == .lineGraph { return slots }
        // The released code has the twenty layers in a row, absent ones too.
        return space == .nasbench201 ? slots.map { (Self.swapped($0.0), Self.swapped($0.1)) } : (1..<MobileNet.layerCount).map { ($0 - 1, $0) }
    }

    private static func swapped(_ node: Int) -> Int {
        switch node {
        case 3: 4
        case 4: 3
        default: node
        }
    }
}
