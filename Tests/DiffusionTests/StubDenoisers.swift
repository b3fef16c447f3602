import Architectures
import Diffusion
import Foundation

/// A denoiser that is a formula of each entry of the state, and remembers what it was asked.
final class FormulaDenoiser: DenoiserWorker {
    private let formula: (_ x: Double, _ sigma: Double) -> Double
    /// States of the panel at each call, [Panel.width·dimension], and their noise level.
    private(set) var calls: [(states: [Float], sigma: Double)] = []

    init(_ formula: @escaping (_ x: Double, _ sigma: Double) -> Double) { self.formula = formula }

    func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
        calls.append((Array(x), sigma))
        for i in 0..<x.count { mean[i] = Float(formula(Double(x[i]), sigma)) }
    }
}

/// The exact denoiser of independent entries x₀ ~ N(mean, deviation²).
struct GaussianDenoiser: Denoiser {
    let mean: Double
    let deviation: Double
    let space = SearchSpace(graph: GraphLayout(nodeCount: 10, typeCount: 10, slots: []))

    func callAsFunction(_ x: Double, _ sigma: Double) -> Double {
        (deviation * deviation * x + sigma * sigma * mean) / (deviation * deviation + sigma * sigma)
    }

    func makeWorker() -> any DenoiserWorker { FormulaDenoiser { self($0, $1) } }
}
