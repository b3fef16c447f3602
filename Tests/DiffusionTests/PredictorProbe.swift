import Diffusion
import Tensors

/// A predictor's worker that has been shown eight states, to be asked about them.
struct PredictorProbe {
    let states: [[Float]]
    private let worker: any PredictorWorker
    private let count: Int

    init(_ predictor: any Predictor, _ states: [[Float]], sigma: Double) {
        self.states = states
        worker = predictor.makeWorker()
        count = predictor.properties.count
        let x = PanelValues(states[0].count), means = PanelValues(count), variances = PanelValues(count)
        for (slot, state) in states.enumerated() { x[slot] = state }
        worker.predict(x.buffer, sigma: sigma, means: means.buffer, variances: variances.buffer)
    }

    func logTilt(_ tilts: [Float], _ order: GuidanceOrder) -> [Double] {
        let values = PanelValues(1)
        worker.logTilt(tilts, order: order, into: values.buffer)
        return values.buffer.map(Double.init)
    }

    func tiltGradient(_ tilts: [Float], _ order: GuidanceOrder) -> [[Double]] {
        let gradient = PanelValues(states[0].count)
        worker.tiltGradient(tilts, order: order, into: gradient.buffer)
        return states.indices.map { gradient[$0].map(Double.init) }
    }

    func pullback(means: [[Float]], variances: [[Float]]) -> [[Double]] {
        let a = PanelValues(count), b = PanelValues(count), gradient = PanelValues(states[0].count)
        for slot in 0..<Panel.width { (a[slot], b[slot]) = (means[slot], variances[slot]) }
        worker.pullback(means: a.buffer, variances: b.buffer, into: gradient.buffer)
        return states.indices.map { gradient[$0].map(Double.init) }
    }
}

extension PhiloxGenerator {
    /// A panel's worth of noisy cells.
    mutating func noisyCells(sigma: Double) throws -> [[Float]] {
        var states: [[Float]] = []
        for _ in 0..<Panel.width { states.append(try noisyCell(sigma: sigma).state) }
        return states
    }
}
