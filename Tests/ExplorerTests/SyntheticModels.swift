import Architectures
import Diffusion
import Explorer

/// The posterior of independent ±1 entries, tanh(x/σ²): a denoiser that costs nothing and can be checked by hand.
struct IndependentDenoiser: Denoiser {
    let space = SearchSpace.nasbench201
    /// Added to every logit.
    var shift = 0.0
    func makeWorker() -> any DenoiserWorker { Worker(shift) }

    private final class Worker: DifferentiableDenoiserWorker {
        let shift: Double
        /// Slopes of the panel last denoised.
        private var slopes: [Float] = []
        init(_ shift: Double) { self.shift = shift }

        func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
            if slopes.count != x.count { slopes = [Float](repeating: 0, count: x.count) }
            for i in 0..<x.count {
                let z = max(-20, min(20, Double(x[i]) / (sigma * sigma) + shift))
                // tanh by its series of exponentials would need libm; this rational form is odd, monotone and in (−1, 1).
                mean[i] = Float(z / (1 + abs(z)))
                slopes[i] = abs(z) < 20 ? Float(1 / ((1 + abs(z)) * (1 + abs(z)) * sigma * sigma)) : 0
            }
        }

        func pullback(_ cotangent: PanelBuffer, into gradient: PanelBuffer) {
            for i in 0..<gradient.count { gradient[i] = cotangent[i] * slopes[i] }
        }
    }
}

/// Two of the properties as a shift of every logit.
struct ShiftedDenoisers: TiltableDenoiser {
    let properties = ["cifar10_test", "params_m"].map(PropertyInfo.named)

    var reaches: [TiltReach] { [TiltReach(.network, properties: properties.map(\.name), takesAims: false)] }

    func tilted(by guidance: Guidance) throws -> any Denoiser {
        IndependentDenoiser(shift: Double(try guidance.vector(for: properties).reduce(0, +)))
    }
}

/// Properties that are weighted sums of the state, so that their gradients are the weights.
struct LinearPredictor: Predictor {
    let properties = ["cifar10_test", "latency_ms_pixel3", "params_m", "weird_property"].map(PropertyInfo.named)
    var scales: [PropertyScale] {
        properties.map { _ in PropertyScale(of: (0..<1000).map { Double($0) / 10 }) }
    }

    func makeWorker() -> any PredictorWorker { Worker(count: properties.count) }

    static func weight(_ property: Int, _ index: Int) -> Float { Float((index * (property + 3)) % 7 - 3) / 20 }

    private final class Worker: PredictorWorker {
        let count: Int
        /// Of the panel last predicted.
        private var means: [Float]

        init(count: Int) {
            self.count = count
            means = [Float](repeating: 0, count: Panel.width * count)
        }

        func predict(_ x: PanelBuffer, sigma: Double, means: PanelBuffer, variances: PanelBuffer) {
            let dimension = x.count / Panel.width
            for slot in 0..<Panel.width {
                for p in 0..<count {
                    var sum: Float = 0
                    for i in 0..<dimension { sum += x[slot * dimension + i] * LinearPredictor.weight(p, i) }
                    means[slot * count + p] = sum / Float(1 + sigma)
                    self.means[slot * count + p] = means[slot * count + p]
                    variances[slot * count + p] = 0.25
                }
            }
        }

        func tiltGradient(_ tilts: [Float], order: GuidanceOrder, into gradient: PanelBuffer) {
            let dimension = gradient.count / Panel.width
            for slot in 0..<Panel.width {
                for i in 0..<dimension {
                    var sum: Float = 0
                    for p in 0..<count { sum += tilts[p] * LinearPredictor.weight(p, i) }
                    gradient[slot * dimension + i] = sum
                }
            }
        }

        func logTilt(_ tilts: [Float], order: GuidanceOrder, into values: PanelBuffer) {
            for slot in 0..<Panel.width {
                values[slot] = 0
                for p in 0..<count {
                    values[slot] += tilts[p] * means[slot * count + p] + (order == .second ? tilts[p] * tilts[p] / 8 : 0)
                }
            }
        }

        /// The variances are constants.
        func pullback(means: PanelBuffer, variances: PanelBuffer, into gradient: PanelBuffer) {
            let dimension = gradient.count / Panel.width
            for slot in 0..<Panel.width {
                for i in 0..<dimension {
                    var sum: Float = 0
                    for p in 0..<count { sum += means[slot * count + p] * LinearPredictor.weight(p, i) }
                    gradient[slot * dimension + i] = sum
                }
            }
        }
    }
}

enum Synthetic {
    static let models = LoadedModels(
        learned: Models(
            denoiser: IndependentDenoiser(), predictor: LinearPredictor(), tiltable: ShiftedDenoisers()),
        figures: [
            .init(of: .nasbench201, name: "cifar10_test", values: (0..<Cell.count).map { Double($0 % 997) / 10 }),
            .init(of: .nasbench201, name: "only_figures", values: (0..<Cell.count).map { Double($0 % 89) }),
        ])

    /// The exact denoiser, with figures that can be counted: nothing here depends on trained weights.
    static let exact = LoadedModels(figures: (BenchmarkTable.counted(of: .nasbench201)?.columns ?? []) + [accuracy])

    private static let accuracy = BenchmarkTable.Column(
        of: .nasbench201, name: "cifar10_test",
        values: Cell.all.map { cell in
            let useful = Double(cell.count(of: .conv3x3)) * 1.4 + Double(cell.count(of: .conv1x1)) * 0.8
            return cell.adjacencyMask == 0 ? 10 : 84 + useful + Double(cell.count(of: .skip)) * 0.5
        })
}
