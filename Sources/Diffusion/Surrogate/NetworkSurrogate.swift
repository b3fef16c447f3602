import Architectures
import Tensors

/// ImageNet top-1 of clean MobileNetV3 networks: a sum over layers, fitted, and what goes beyond it, trained on labelled networks; then
/// calibrated on measured ones.
public struct NetworkSurrogate: Sendable {
    /// As labelled: the part that is a sum over layers, in %.
    public let additive: FactoredFigure
    /// One unit of the network's output, in % of the labels.
    public let residualScale: Double
    /// As measured = slope·(as labelled) + correction, in %.
    public let calibration: Calibration
    let configuration: ResidualNetwork.Configuration
    let weights: [Float]
    /// How it was trained, as its file says.
    public let about: [String: String]

    public struct Calibration: Sendable, Hashable {
        public let slope: Double
        public let correction: FactoredFigure

        public init(slope: Double = 1, correction: FactoredFigure = FactoredFigure(of: .mobilenetv3)) {
            self.slope = slope
            self.correction = correction
        }
    }

    init(
        additive: FactoredFigure, residualScale: Double, calibration: Calibration = Calibration(),
        configuration: ResidualNetwork.Configuration, weights: [Float], about: [String: String]
    ) {
        self.additive = additive
        self.residualScale = residualScale
        self.calibration = calibration
        self.configuration = configuration
        self.weights = weights
        self.about = about
    }

    /// What the labels are beyond the sum over layers, by network, in % of the labels.
    public func residuals(of networks: [MobileNet]) -> [Double] {
        let rows = 256
        let network = ResidualNetwork(configuration: configuration, rows: rows)
        network.plan.pack(weights: weights)
        var results: [Double] = []
        results.reserveCapacity(networks.count)
        for start in stride(from: 0, to: networks.count, by: rows) {
            let batch = networks[start..<min(start + rows, networks.count)]
            for (row, entry) in batch.enumerated() {
                entry.nodeTypes.withUnsafeBufferPointer { types in
                    if let types = types.baseAddress { network.load(row, types: types) }
                }
            }
            weights.withUnsafeBufferPointer { weights in
                if let weights = weights.baseAddress { network.plan.forward(weights: weights) }
            }
            let output = network.plan.buffer(network.output)
            for row in 0..<batch.count { results.append(residualScale * Double(output[row])) }
        }
        return results
    }

    /// Top-1 as labelled, by network, in %.
    public func labelled(_ networks: [MobileNet]) -> [Double] {
        zip(networks, residuals(of: networks)).map { additive.value(of: $0) + $1 }
    }

    /// Top-1 as it would be measured, by network, in %.
    public func measured(_ networks: [MobileNet]) -> [Double] {
        zip(networks, labelled(networks)).map { calibration.slope * $1 + calibration.correction.value(of: $0) }
    }

    /// The part of the measured top-1 that is a sum over layers.
    public var measuredAdditive: FactoredFigure { calibration.slope * additive + calibration.correction }

    /// The same surrogate calibrated on measured networks: a straight line, then a sum over layers of what it leaves, its squares penalised.
    /// - Parameter ridge: 20 leaves the depths' and stages' own share, and not much of any one layer's
    /// - Precondition: at least two networks, a figure each.
    public func calibrated(on networks: [MobileNet], measured values: [Double], ridge: Double = 20) -> NetworkSurrogate {
        precondition(networks.count == values.count && networks.count >= 2)
        let labels = labelled(networks), count = Double(networks.count)
        let (meanLabel, meanValue) = (labels.reduce(0, +) / count, values.reduce(0, +) / count)
        var products = 0.0, squares = 0.0
        for (label, value) in zip(labels, values) {
            products += (label - meanLabel) * (value - meanValue)
            squares += (label - meanLabel) * (label - meanLabel)
        }
        let slope = squares > 0 ? products / squares : 1
        let rest = zip(labels, values).map { $1 - slope * $0 }
        return with(Calibration(slope: slope, correction: FactoredFigure(fitting: networks, to: rest, ridge: ridge)), about: about)
    }

    public func with(_ calibration: Calibration? = nil, about: [String: String]) -> NetworkSurrogate {
        NetworkSurrogate(
            additive: additive, residualScale: residualScale, calibration: calibration ?? self.calibration,
            configuration: configuration, weights: weights, about: about)
    }
}
