import Architectures
import Tensors

/// A figure of a space's clean architectures, such as the ImageNet top-1 of MobileNetV3 networks: a sum over blocks, patterns and nodes, fitted, and
/// what goes beyond it, trained on labelled architectures; then calibrated on measured ones.
public struct FactoredSurrogate: Sendable {
    /// The name of the figure, as measured.
    public let property: String
    /// As labelled: the part that is a sum.
    public let additive: FactoredFigure
    /// One unit of the network's output, in the unit of the labels.
    public let residualScale: Double
    /// From labels to what is measured.
    public let calibration: Calibration
    let configuration: ResidualNetwork.Configuration
    let weights: [Float]
    /// How it was trained, as its file says.
    public let about: [String: String]

    public var space: SearchSpace { additive.space }

    /// The figure of files that name none.
    static let usualProperty = "imagenet_top1"

    /// - Parameter calibration: nil: what is labelled is what is measured
    init(
        property: String, additive: FactoredFigure, residualScale: Double, calibration: Calibration? = nil,
        configuration: ResidualNetwork.Configuration, weights: [Float], about: [String: String]
    ) {
        self.property = property
        self.additive = additive
        self.residualScale = residualScale
        self.calibration = calibration ?? Calibration(correction: FactoredFigure(of: additive.space))
        self.configuration = configuration
        self.weights = weights
        self.about = about
    }

    /// Whether figures are measured otherwise than labelled.
    public var isCalibrated: Bool { calibration != Calibration(correction: FactoredFigure(of: space)) }

    /// What the labels are beyond the sum, by architecture.
    public func residuals(of architectures: [Architecture]) -> [Double] {
        let rows = 256
        let network = ResidualNetwork(of: CleanInput(of: space), configuration: configuration, rows: rows)
        network.plan.pack(weights: weights)
        var results: [Double] = []
        results.reserveCapacity(architectures.count)
        for start in stride(from: 0, to: architectures.count, by: rows) {
            let batch = architectures[start..<min(start + rows, architectures.count)]
            for (row, entry) in batch.enumerated() {
                network.load(row, types: entry.nodeTypes, patterns: space.patterns(of: entry) ?? [])
            }
            weights.withUnsafeBufferPointer { weights in
                if let weights = weights.baseAddress { network.plan.forward(weights: weights) }
            }
            let output = network.plan.buffer(network.output)
            for row in 0..<batch.count { results.append(residualScale * Double(output[row])) }
        }
        return results
    }

    /// The figure as labelled, by architecture.
    public func labelled(_ architectures: [Architecture]) -> [Double] {
        zip(architectures, residuals(of: architectures)).map { (additive.value(of: $0) ?? .nan) + $1 }
    }

    /// The figure as it would be measured, by architecture.
    public func measured(_ architectures: [Architecture]) -> [Double] {
        let sum = measuredAdditive
        return zip(architectures, measuredResiduals(of: architectures)).map { (sum.value(of: $0) ?? .nan) + $1 }
    }

    /// The part of the measured figure that is a sum.
    public var measuredAdditive: FactoredFigure { calibration.slope * additive + calibration.correction }

    public func with(_ calibration: Calibration? = nil, about: [String: String]) -> FactoredSurrogate {
        FactoredSurrogate(
            property: property, additive: additive, residualScale: residualScale, calibration: calibration ?? self.calibration,
            configuration: configuration, weights: weights, about: about)
    }
}
