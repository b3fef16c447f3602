import Architectures
import Diffusion
import Tensors

/// Made-up truth about networks: figures by formula, and a surrogate with random weights.
enum NetworkSurrogates {
    /// Labels that are a sum over layers plus a product of two stages' depths.
    static func labels(_ networks: [MobileNet], _ figure: FactoredFigure) -> [Double] {
        networks.map { figure.value(of: $0) + 0.5 * Double(($0.depths[0] - 3) * ($0.depths[3] - 3)) }
    }

    static func task(batch: Int = 16, count: Int = 1_000) throws -> SurrogateTask {
        var random = PhiloxGenerator(seed: 7)
        let networks = RandomNetworks.draw(count, seed: 11)
        let figure = NetworkPosteriorTests.figure(&random, size: 0.4)
        return try SurrogateTask(
            of: .mobilenetv3, architectures: networks.map { Architecture($0) }, property: "imagenet_top1", labels: labels(networks, figure), column: "y",
            seed: 3, batch: batch, width: 24)
    }

    /// Calibrated to measure otherwise than it labels, with a residual that matters.
    static func surrogate() throws -> FactoredSurrogate {
        let task = try task()
        var generator = PhiloxGenerator(seed: 1, stream: 99)
        let weights = task.layout.initialWeights(seed: 1).map { $0 + 0.25 * Float(generator.normal()) }
        let raw = task.surrogate(weights: weights, about: ["note": "random"])
        let networks = RandomNetworks.draw(400, seed: 5)
        let values = zip(networks, raw.labelled(networks)).map { 3 + 1.5 * $1 + 0.1 * Double($0.depths[2]) }
        return raw.calibrated(on: networks.map { Architecture($0) }, measured: values)
    }

    /// Not calibrated, and with a residual that goes with the sum: the sum is fitted to the residual itself.
    static func aligned() throws -> FactoredSurrogate {
        let task = try task()
        var generator = PhiloxGenerator(seed: 1, stream: 99)
        let weights = task.layout.initialWeights(seed: 1).map { $0 + 0.25 * Float(generator.normal()) }
        let networks = RandomNetworks.draw(1_000, seed: 11).map { Architecture($0) }
        let residuals = task.surrogate(weights: weights).residuals(of: networks)
        return try SurrogateTask(
            of: .mobilenetv3, architectures: networks, property: "imagenet_top1", labels: residuals, column: "y", seed: 3, batch: 16, width: 24
        ).surrogate(weights: weights)
    }

    static func targets() throws -> FactoredTargets {
        FactoredTargets(try surrogate(), additive: try FactoredProperty.analytic())
    }
}

/// MobileNetV3's networks by what makes them up, where tests speak of depths and layers.
enum RandomNetworks {
    static func draw(_ count: Int, seed: UInt64) -> [MobileNet] {
        RandomArchitectures.draw(count, of: .mobilenetv3, seed: seed).compactMap(\.network)
    }
}

extension FactoredSurrogate {
    func residuals(of networks: [MobileNet]) -> [Double] { residuals(of: networks.map { Architecture($0) }) }
    func labelled(_ networks: [MobileNet]) -> [Double] { labelled(networks.map { Architecture($0) }) }
    func measured(_ networks: [MobileNet]) -> [Double] { measured(networks.map { Architecture($0) }) }
}

extension FactoredFigure {
    init(fitting networks: [MobileNet], to values: [Double], ridge: Double = 1e-3) {
        self.init(fitting: networks.map { Architecture($0) }, of: .mobilenetv3, to: values, ridge: ridge)
    }
}

extension FactoredPosterior {
    func drawNetwork(_ uniform: (_ draw: Int) -> Double) -> MobileNet { drawArchitecture(uniform)?.network ?? .smallest }
}
