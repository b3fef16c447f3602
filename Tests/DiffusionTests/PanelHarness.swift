import Diffusion

/// A panel's worth of numbers that frees itself.
final class PanelValues {
    let buffer: PanelBuffer
    private let dimension: Int

    init(_ dimension: Int) {
        self.dimension = dimension
        buffer = PanelBuffer.allocate(capacity: Panel.width * dimension)
        buffer.initialize(repeating: 0)
    }

    deinit { buffer.deallocate() }

    /// One sample's numbers.
    subscript(slot: Int) -> [Float] {
        get { Array(buffer[slot * dimension..<(slot + 1) * dimension]) }
        set { for i in 0..<dimension { buffer[slot * dimension + i] = newValue[i] } }
    }
}

/// Runs a denoiser on states placed at slots 0, 1, …
func denoise(_ denoiser: any Denoiser, _ states: [[Float]], sigma: Double) -> [[Float]] {
    let worker = denoiser.makeWorker()
    let dimension = denoiser.layout.stateDimension
    let x = PanelValues(dimension), mean = PanelValues(dimension)
    for (slot, state) in states.enumerated() { x[slot] = state }
    worker.denoise(x.buffer, sigma: sigma, into: mean.buffer)
    return states.indices.map { mean[$0] }
}

/// Runs a predictor on states placed at slots 0, 1, …
func predict(
    _ predictor: any Predictor, _ states: [[Float]], sigma: Double, tilts: [Float]? = nil, order: GuidanceOrder = .second
) -> [(means: [Float], variances: [Float], gradient: [Float])] {
    let worker = predictor.makeWorker()
    let count = predictor.properties.count
    let dimension = states[0].count
    let x = PanelValues(dimension), gradient = PanelValues(dimension)
    let means = PanelValues(count), variances = PanelValues(count)
    for (slot, state) in states.enumerated() { x[slot] = state }
    worker.predict(x.buffer, sigma: sigma, means: means.buffer, variances: variances.buffer)
    if let tilts { worker.tiltGradient(tilts, order: order, into: gradient.buffer) }
    return states.indices.map { (means[$0], variances[$0], gradient[$0]) }
}
