import Architectures
import Diffusion
import Platform
import Tensors

/// The acquisition as a predictor of one property, its own value, so that diffusion can be tilted by it: γ of it is the log tilt
/// γ·a(μ(x_t), v(x_t)), with the gradient carried through the surrogate, the features' expectation and the state's evidence.
///
/// A noisy state says of each site how likely each choice is, and the features' expectation given that is exact (`FeatureMap`).
public struct AcquisitionPredictor: Predictor {
    public static let name = "acquisition"

    public let properties = [PropertyInfo(name: name, title: "Acquisition", unit: "", higherIsBetter: true, decimals: 3)]
    /// Natural values are scores.
    public let scales: [PropertyScale]
    let model: AcquisitionModel
    let features: FeatureMap
    let layout: GraphLayout
    /// What Thompson draws are keyed by.
    let seed: UInt64

    public init(_ model: AcquisitionModel, features: FeatureMap, layout: GraphLayout, seed: UInt64) {
        self.model = model
        self.features = features
        self.layout = layout
        self.seed = seed
        scales = [PropertyScale(values: PropertyScale.scores)].compactMap { $0 }
    }

    public func makeWorker() -> any PredictorWorker { AcquisitionWorker(self) }
}

final class AcquisitionWorker: PredictorWorker {
    private let features: FeatureMap
    private let dimension: Int
    private let probe: any SurrogateProbe
    private let boundProbes: [any SurrogateProbe]
    private let model: AcquisitionModel
    /// A Thompson draw a slot.
    private let draws: [Double]
    /// Of each slot: probabilities of the choices [choiceCount] and the value's slope in them, the site's share of the state's
    /// mass, and value and variance.
    private var choices, slopes, masses: [[Float]]
    private var values, variances: [Double]
    private var row, part, total: [Float]
    private var readsMeans = false
    private var evidence: Float = 1

    init(_ predictor: AcquisitionPredictor) {
        features = predictor.features
        dimension = predictor.layout.stateDimension
        model = predictor.model
        probe = model.fit.makeProbe()
        boundProbes = model.bounds.map { $0.fit.makeProbe() }
        var generator = PhiloxGenerator(seed: predictor.seed)
        draws = (0..<Panel.width).map { _ in generator.normal() }
        let empty = [Float](repeating: 0, count: features.choiceCount)
        choices = Array(repeating: empty, count: Panel.width)
        slopes = choices
        masses = Array(repeating: [Float](repeating: 0, count: features.sites.count), count: Panel.width)
        values = Array(repeating: 0, count: Panel.width)
        variances = values
        row = [Float](repeating: 0, count: features.count)
        (part, total) = (row, row)
    }

    /// A state at the noise level of clean estimates is read as a mean, any other as evidence: the local posterior softmax(2x/σ²).
    func predict(_ x: PanelBuffer, sigma: Double, means: PanelBuffer, variances: PanelBuffer) {
        readsMeans = sigma <= SampleRun.cleanSigma
        evidence = Float(2 / (sigma * sigma))
        for slot in 0..<Panel.width {
            guard let state = x.baseAddress.map({ UnsafePointer($0 + slot * dimension) }) else { return }
            if readsMeans { readMeans(state, slot) } else { readEvidence(state, slot) }
            evaluate(slot)
            means[slot] = Float(values[slot])
            variances[slot] = Float(self.variances[slot])
        }
    }

    private func readMeans(_ state: UnsafePointer<Float>, _ slot: Int) {
        for (number, site) in features.sites.enumerated() {
            let first = features.firstChoices[number]
            var mass: Float = 0
            for k in 0..<site.count {
                // A trace everywhere, so that the gradient can bring back what is all but excluded.
                let share = max((site.value(k, in: state) + 1) / 2, 0) + 1e-4
                choices[slot][first + k] = share
                mass += share
            }
            for k in 0..<site.count { choices[slot][first + k] /= mass }
            masses[slot][number] = mass
        }
    }

    private func readEvidence(_ state: UnsafePointer<Float>, _ slot: Int) {
        for (number, site) in features.sites.enumerated() {
            let first = features.firstChoices[number]
            // Of a row the largest entry is told from the others, of a slot +1 from −1.
            let evidence = site.isSlot ? evidence / 2 : evidence
            var top = -Float.infinity
            for k in 0..<site.count { top = max(top, site.value(k, in: state)) }
            var sum: Float = 0
            for k in 0..<site.count {
                let weight = exp(evidence * (site.value(k, in: state) - top))
                choices[slot][first + k] = weight
                sum += weight
            }
            for k in 0..<site.count { choices[slot][first + k] /= sum }
        }
    }

    /// Value, its slope in the choices, and its variance over the choices as far as that slope tells.
    private func evaluate(_ slot: Int) {
        features.expectation(choices[slot], into: &row)
        var value = 0.0
        for i in total.indices { total[i] = 0 }
        if let best = model.best {
            let a = model.acquisition(probe.moments(at: row), best: best, draw: draws[slot])
            value += a.value
            probe.gradient(mean: a.meanSlope, variance: a.varianceSlope, into: &part)
            for i in total.indices { total[i] += part[i] }
        }
        for (bound, probe) in zip(model.bounds, boundProbes) {
            let a = Feasibility.logProbability(probe.moments(at: row), bound: bound.bound, isUpper: bound.isUpper)
            value += a.value
            probe.gradient(mean: a.meanSlope, variance: a.varianceSlope, into: &part)
            for i in total.indices { total[i] += part[i] }
        }
        values[slot] = value
        features.pullback(choices[slot], slopes: total, into: &slopes[slot])
        var variance = 0.0
        each { range, _ in
            let (mean, square) = spread(slot, range)
            variance += Double(max(0, square - mean * mean))
        }
        variances[slot] = variance
    }

    /// Calls `body` with the choices of each site and the site.
    private func each(_ body: (Range<Int>, FeatureMap.Site) -> Void) {
        for (site, first) in zip(features.sites, features.firstChoices) { body(first..<first + site.count, site) }
    }

    /// Mean and mean square of the slopes over a site's choices.
    private func spread(_ slot: Int, _ range: Range<Int>) -> (mean: Float, square: Float) {
        var mean: Float = 0, square: Float = 0
        for i in range {
            mean += choices[slot][i] * slopes[slot][i]
            square += choices[slot][i] * slopes[slot][i] * slopes[slot][i]
        }
        return (mean, square)
    }

    func tiltGradient(_ tilts: [Float], order: GuidanceOrder, into gradient: PanelBuffer) {
        let gamma = tilts[0]
        for slot in 0..<Panel.width { carryBack(slot, a: gamma, b: order == .second ? gamma * gamma / 2 : 0, into: gradient) }
    }

    func logTilt(_ tilts: [Float], order: GuidanceOrder, into values: PanelBuffer) {
        let gamma = Double(tilts[0])
        for slot in 0..<Panel.width {
            values[slot] = Float(gamma * self.values[slot] + (order == .second ? gamma * gamma / 2 * variances[slot] : 0))
        }
    }

    func pullback(means: PanelBuffer, variances: PanelBuffer, into gradient: PanelBuffer) {
        for slot in 0..<Panel.width { carryBack(slot, a: means[slot], b: variances[slot], into: gradient) }
    }

    /// ∇ₓ(a·value + b·variance), the variance's with the slopes held.
    private func carryBack(_ slot: Int, a: Float, b: Float, into gradient: PanelBuffer) {
        let offset = slot * dimension
        for i in 0..<dimension { gradient[offset + i] = 0 }
        for (number, site) in features.sites.enumerated() {
            let first = features.firstChoices[number]
            let range = first..<first + site.count
            let (mean, square) = spread(slot, range)
            // ∂/∂p_k of the value is s_k, of the variance s_k² − 2s̄·s_k.
            let average = a * mean + b * (square - 2 * mean * mean)
            for i in range {
                let s = slopes[slot][i], p = choices[slot][i]
                let slope = a * s + b * (s * s - 2 * mean * s) - average
                let entry = readsMeans ? slope / (2 * masses[slot][number]) : evidence * p * slope
                if !site.isSlot {
                    gradient[offset + site.first + i - first] = entry
                } else {
                    gradient[offset + site.first] += (i == first ? -entry : entry) * (readsMeans ? 1 : 0.5)
                }
            }
        }
    }
}
