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
            networks: networks, labels: labels(networks, figure), column: "y", seed: 3, batch: batch, width: 24)
    }

    /// Calibrated to measure otherwise than it labels, with a residual that matters.
    static func surrogate() throws -> NetworkSurrogate {
        let task = try task()
        var generator = PhiloxGenerator(seed: 1, stream: 99)
        let weights = task.layout.initialWeights(seed: 1).map { $0 + 0.25 * Float(generator.normal()) }
        let raw = task.surrogate(weights: weights, about: ["note": "random"])
        let networks = RandomNetworks.draw(400, seed: 5)
        let values = zip(networks, raw.labelled(networks)).map { 3 + 1.5 * $1 + 0.1 * Double($0.depths[2]) }
        return raw.calibrated(on: networks, measured: values, ridge: 1)
    }

    static func targets() throws -> NetworkTargets {
        NetworkTargets(try surrogate(), additive: try FactoredProperty.analytic())
    }
}
