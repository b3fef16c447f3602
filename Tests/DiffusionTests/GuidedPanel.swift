import Architectures
import Diffusion
import Foundation

/// What guidance makes of eight given states at one noise level.
struct GuidedPanel {
    let denoised, guided: [[Float]]
    /// ∇ log tilt.
    let gradient: [[Double]]

    init(_ models: Models, _ guidance: Guidance, _ states: [[Float]], sigma: Double) throws {
        // A run of one step is one estimate, at the highest level.
        let settings = RunSettings(schedule: NoiseSchedule(sigmaMax: sigma, sigmaMin: sigma / 2), steps: 1, guidance: guidance)
        let run = try PanelRun(models: models, settings: settings, panel: 0, observes: true)
        run.resume(at: 0, states: states.flatMap { $0 }, previous: nil)
        run.advance()
        func rows(_ buffer: PanelBuffer) -> [[Float]] { (0..<Panel.width).map { Array(buffer[$0 * 66..<($0 + 1) * 66]) } }
        let estimate = run.state.estimate
        (denoised, guided) = (rows(estimate.denoised), rows(estimate.guided))
        gradient = rows(estimate.tiltGradient).map { $0.map(Double.init) }
    }
}

/// A predictor with other natural units.
struct Rescaled: Predictor {
    let base: any Predictor
    let scales: [PropertyScale]
    var properties: [PropertyInfo] { base.properties }
    func makeWorker() -> any PredictorWorker { base.makeWorker() }
}

/// ln ∫ N(y; mean, variance)·exp(weight(y)) dy by the trapezoid rule over ±12 deviations.
func logExpectation(mean: Double, variance: Double, _ weight: (Double) -> Double) -> Double {
    let deviation = variance.squareRoot()
    var sum = 0.0
    for k in -1200...1200 {
        let z = Double(k) / 100
        sum += exp(-z * z / 2 + weight(mean + deviation * z))
    }
    return log(sum * 0.01 / (2 * Double.pi).squareRoot())
}
