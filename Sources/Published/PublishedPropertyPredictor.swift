import Architectures
import Diffusion
import Tensors

/// A published predictor of NAS-Bench-201 cells among the others: its prediction is the mean, in standard deviations of the property,
/// and its variance is 0, so that guidance is first order as published. It sees V alone, so the gradient on E is 0.
///
/// Conditioned on datasets, it predicts one property for each of them.
public struct PublishedPropertyPredictor: Predictor {
    public let properties: [PropertyInfo]
    /// Straight lines: one score is one standard deviation.
    public let scales: [PropertyScale]
    public let configuration: PublishedPredictorConfiguration
    public let mask: PublishedDenoiser.Mask
    /// The noise levels it was trained at.
    public let sigmas: ClosedRange<Double>
    /// The file's metadata.
    public let about: [String: String]
    let network: PublishedMetaPredictor
    let standardised: [PublishedProperty]
    /// The dataset's code of each property; empty without datasets.
    let codes: [[Float]]

    /// - Precondition: deviations are above 0; a code for each property.
    init(
        network: PublishedMetaPredictor, properties: [PublishedProperty], codes: [[Float]], mask: PublishedDenoiser.Mask,
        sigmas: ClosedRange<Double>, about: [String: String]
    ) {
        self.network = network
        configuration = network.configuration
        standardised = properties
        self.properties = properties.map { .named($0.name) }
        scales = properties.map { property in
            PropertyScale(line: { property.mean + property.deviation * $0 })
        }
        self.codes = codes
        self.mask = mask
        self.sigmas = sigmas
        self.about = about
    }

    /// The same network for another dataset: what it learned of the first of its properties, on images it has not seen.
    /// - Throws: `PublishedError` where it is conditioned on no dataset, or on features of another width
    public func conditioned(on features: DatasetFeatures) throws -> PublishedPropertyPredictor {
        guard let size = configuration.dataset, let property = standardised.first else {
            throw PublishedError.notConditioned(file: features.file)
        }
        guard features.width == size.features else {
            throw PublishedError.featureWidth(file: features.file, found: features.width, expected: size.features)
        }
        try features.check(for: size)
        let code = network.code(images: features.values, classes: features.classes, perClass: features.perClass)
        return PublishedPropertyPredictor(
            network: network, properties: [property], codes: [code], mask: mask, sigmas: sigmas, about: about)
    }

    public func makeWorker() -> any PredictorWorker { Worker(self) }

    private final class Worker: PredictorWorker {
        /// One a property, so that each keeps its own run for the gradient.
        private let networks: [PublishedPredictor]
        private let weights: [Float]
        private let vertices: ScratchOwner
        private let sigmas: ClosedRange<Double>

        init(_ predictor: PublishedPropertyPredictor) {
            weights = predictor.network.weights
            sigmas = predictor.sigmas
            let adjacency = repeatElement(predictor.mask.matrix(), count: Panel.width).flatMap { $0 }
            networks = predictor.codes.map { code in
                let network = PublishedPredictor(
                    configuration: predictor.configuration, samples: Panel.width, sharesTime: true, dropout: 0)
                network.load(adjacency: adjacency)
                network.pack(weights: predictor.network.weights)
                network.load(code: code)
                return network
            }
            vertices = ScratchOwner(Panel.width * Cell.layout.vertexDimension)
        }

        func predict(_ x: PanelBuffer, sigma: Double, means: PanelBuffer, variances: PanelBuffer) {
            let (entries, dimension) = (Cell.layout.vertexDimension, Cell.layout.stateDimension)
            for slot in 0..<Panel.width {
                for i in 0..<entries { vertices.pointer[slot * entries + i] = x[slot * dimension + i] }
            }
            let states = UnsafeBufferPointer(start: vertices.pointer, count: Panel.width * entries)
            // Of levels beyond those it was trained at the network knows nothing: it is told the nearest.
            let tau = Float(min(max(sigma, sigmas.lowerBound), sigmas.upperBound))
            for (p, network) in networks.enumerated() {
                network.load(x: states, tau: CollectionOfOne(tau))
                network.forward(weights: weights)
                for slot in 0..<Panel.width {
                    means[slot * networks.count + p] = Float(PublishedProperty.unit) * network.prediction[slot]
                    variances[slot * networks.count + p] = 0
                }
            }
        }

        func tiltGradient(_ tilts: [Float], order: GuidanceOrder, into gradient: PanelBuffer) {
            gradient.update(repeating: 0)
            for p in networks.indices where tilts[p] != 0 { carryBack(p, into: gradient) { _ in tilts[p] } }
        }

        func logTilt(_ tilts: [Float], order: GuidanceOrder, into values: PanelBuffer) {
            for slot in 0..<Panel.width {
                values[slot] = networks.indices.reduce(0) {
                    $0 + tilts[$1] * Float(PublishedProperty.unit) * networks[$1].prediction[slot]
                }
            }
        }

        func pullback(means: PanelBuffer, variances: PanelBuffer, into gradient: PanelBuffer) {
            gradient.update(repeating: 0)
            for p in networks.indices { carryBack(p, into: gradient) { means[$0 * networks.count + p] } }
        }

        /// Adds the gradient of one property's mean, times a factor for each sample.
        private func carryBack(_ p: Int, into gradient: PanelBuffer, _ factor: (_ slot: Int) -> Float) {
            let (entries, dimension) = (Cell.layout.vertexDimension, Cell.layout.stateDimension)
            let slopes = networks[p].inputGradient(weights: weights)
            for slot in 0..<Panel.width {
                let factor = factor(slot) * Float(PublishedProperty.unit)
                for i in 0..<entries { gradient[slot * dimension + i] += factor * slopes[slot * entries + i] }
            }
        }
    }
}
