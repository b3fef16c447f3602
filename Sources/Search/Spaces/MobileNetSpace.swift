import Architectures
import Diffusion
import Tensors

/// The networks of MobileNetV3: 2·10¹⁹, of which a neighbour differs in one layer's kernel and expansion or in one stage's depth.
public struct MobileNetSpace: SearchableSpace {
    public let name = "mobilenetv3"
    public let layout = MobileNet.layout
    public let features = MobileNetSpace.featureMap

    public init() {}

    /// Each stage's depth uniform, then each layer's kernel and expansion: the space's own distribution.
    public func draw(using generator: inout PhiloxGenerator) -> MobileNet {
        var network = MobileNet.smallest
        for stage in 0..<MobileNet.stageCount {
            let depth = Int.random(in: MobileNet.Stage.depths, using: &generator)
            set(stage, of: &network, (0..<depth).map { _ in Int.random(in: 0..<MobileNet.Layer.count, using: &generator) })
        }
        return network
    }

    public func mutation(of network: MobileNet, using generator: inout PhiloxGenerator) -> MobileNet {
        let neighbours = neighbours(of: network)
        return neighbours[Int.random(in: 0..<neighbours.count, using: &generator)]
    }

    public func neighbours(of network: MobileNet) -> [MobileNet] {
        var neighbours: [MobileNet] = []
        for stage in 0..<MobileNet.stageCount {
            let codes = network[stage].layers.map(\.code)
            func add(_ changed: [Int]) {
                var neighbour = network
                set(stage, of: &neighbour, changed)
                neighbours.append(neighbour)
            }
            for place in codes.indices {
                for other in 0..<MobileNet.Layer.count where other != codes[place] {
                    var changed = codes
                    changed[place] = other
                    add(changed)
                }
            }
            if codes.count > 2 { add(codes.dropLast()) }
            if codes.count < MobileNet.layersPerStage { for code in 0..<MobileNet.Layer.count { add(codes + [code]) } }
        }
        return neighbours
    }

    private func set(_ stage: Int, of network: inout MobileNet, _ codes: [Int]) {
        if let chosen = try? MobileNet.Stage(codes.compactMap(MobileNet.Layer.init(code:))) { network[stage] = chosen }
    }

    /// Too many.
    public var all: [MobileNet]? { nil }

    public func text(of network: MobileNet) -> String { network.archString }

    public func architecture(parsing text: String) throws -> MobileNet {
        guard let network = try Architectures.Architecture(parsing: text, in: .mobilenetv3).network else { throw MobileNetError.unknownForm(text) }
        return network
    }

    public func words(of network: MobileNet) -> ArchitectureWords {
        .lists(["d": network.depths, "ks": network.kernels, "e": network.expansions])
    }

    public func encode(_ network: MobileNet, into state: UnsafeMutableBufferPointer<Float>) { network.encode(into: state) }

    public func decode(_ state: UnsafeBufferPointer<Float>) -> MobileNet? { MobileNet.glance(state)?.network }
}

extension MobileNetSpace {
    /// Beside the choices *structure*: by stage its depth, its kernels and its expansions, and of the whole network the parameters and
    /// multiply-adds, each standardised over the space. All are sums over layers.
    static let featureMap: FeatureMap = {
        let types = 1 + MobileNet.Layer.count
        let sites = (0..<MobileNet.layerCount).map { FeatureMap.Site(first: $0 * types, count: types) }
        /// A sum over a stage's layers, or all, of something of each.
        func sum(_ nodes: Range<Int>, _ value: (MobileNet.Layer) -> Double) -> FactoredFigure {
            var figure = FactoredFigure(of: .mobilenetv3)
            for node in nodes {
                for layer in (0..<MobileNet.Layer.count).compactMap(MobileNet.Layer.init(code:)) {
                    figure.types[node * types + 1 + layer.code] = value(layer)
                }
            }
            return figure
        }
        let stages = (0..<MobileNet.stageCount).map { $0 * MobileNet.layersPerStage..<($0 + 1) * MobileNet.layersPerStage }
        var figures = stages.flatMap { stage in
            [sum(stage) { _ in 1 }, sum(stage) { Double($0.kernel) }, sum(stage) { Double($0.expansion) }]
        }
        if let cost = try? MobileNetCost() {
            // A first layer costs more than one with as many channels at its input, whatever the depth: sums over layers all the same.
            figures += [cost.parameterFigure, cost.multiplyAddFigure].compactMap { $0 }.map(\.layersAlone)
        }
        let polynomials = figures.map { figure in
            Polynomial(
                terms: figure.types.indices.compactMap { figure.types[$0] == 0 ? nil : .init(weight: figure.types[$0], literals: [$0]) })
        }
        let first = MobileNet.layout.vertexDimension
        var moments: [Int: (mean: Double, deviation: Double)] = [:]
        for (place, figure) in figures.enumerated() {
            let spread = FactoredProperty.spread(of: figure)
            moments[first + place] = (spread.mean, max(spread.deviation, 1e-12))
        }
        return FeatureMap(sites: sites, groups: [("structure", polynomials)], classes: [], standardised: moments)
    }()
}

extension FactoredFigure {
    /// The same figure, up to a constant, with what depths add shared out over the layers that make them deep.
    fileprivate var layersAlone: FactoredFigure {
        var figure = FactoredFigure(of: .mobilenetv3, types: self.types)
        let types = MobileNet.layout.typeCount
        for stage in 0..<MobileNet.stageCount {
            for place in 2..<MobileNet.layersPerStage {
                let step = patterns[stage * 3 + place - 1] - patterns[stage * 3 + place - 2]
                let row = (stage * MobileNet.layersPerStage + place) * types
                for type in 1..<types { figure.types[row + type] += step }
            }
        }
        return figure
    }
}
