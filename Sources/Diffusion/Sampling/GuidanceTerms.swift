import Architectures
import Platform

/// A guidance in a predictor's order of properties, and the function of predicted means μ and variances v that it climbs.
struct GuidanceTerms: Sendable {
    /// γ; all zero when tilts are in the published unit.
    let tilts: [Float]
    let order: GuidanceOrder
    private let targets, strengths: [Double]
    /// k/(100·deviation) by property, and natural values by standard score, for the published unit.
    private let published: [Double]
    private let scales: [PropertyScale]

    let hasTilts: Bool
    /// Whether there are terms beside the tilts.
    let hasSlopes: Bool

    /// - Throws: `GuidanceError.unknownProperty`
    init(_ guidance: Guidance, properties: [PropertyInfo], scales: [PropertyScale]) throws {
        let names = properties.map(\.name)
        for name in guidance.aims.keys.sorted() where !names.contains(name) {
            throw names.isEmpty ? GuidanceError.withoutPredictor(name) : .unknownProperty(name, known: names)
        }
        let vector = try guidance.vector(for: properties)
        let isPublished = guidance.unit == .published
        tilts = isPublished ? vector.map { _ in 0 } : vector
        order = isPublished ? .first : guidance.order
        strengths = names.map { guidance.aims[$0]?.strength ?? 0 }
        targets = names.enumerated().map { p, name in
            guidance.aims[name].map { scales[p].score(of: $0.target) } ?? 0
        }
        published = vector.indices.map { p in
            guard isPublished, vector[p] != 0 else { return 0 }
            let deviation = scales[p].moments.deviation
            return deviation > 0 ? Double(vector[p]) / (100 * deviation) : 0
        }
        self.scales = scales
        hasTilts = tilts.contains { $0 != 0 }
        hasSlopes = strengths.contains { $0 != 0 } || published.contains { $0 != 0 }
    }

    var isActive: Bool { hasTilts || hasSlopes }
    /// Whether a property is steered.
    func steers(_ p: Int) -> Bool { tilts[p] != 0 || strengths[p] != 0 || published[p] != 0 }

    /// Everything but the tilts, which have covariances too: slopes ∂/∂μ and ∂/∂v of every property of a panel.
    /// - Parameters:
    ///   - means, variances: [Panel.width][properties]
    ///   - slopes, bends: same shape
    func write(means: PanelBuffer, variances: PanelBuffer, slopes: PanelBuffer, bends: PanelBuffer) {
        for i in 0..<Panel.width * tilts.count {
            let p = i % tilts.count
            let (slope, bend) = derivatives(p, mean: Double(means[i]), variance: Double(variances[i]))
            slopes[i] = Float(slope)
            bends[i] = Float(bend)
        }
    }

    /// The aims' part of ln E[exp(…) | x_t], of one sample. (The published unit has no such function: its slope follows a scale.)
    func logAims(means: UnsafePointer<Float>, variances: UnsafePointer<Float>) -> Double {
        var sum = 0.0
        for p in tilts.indices where strengths[p] != 0 {
            let (k, distance) = (strengths[p], Double(means[p]) - targets[p])
            let spread = order == .first ? 1 : 1 + k * Double(variances[p])
            sum -= 0.5 * (k * distance * distance / spread + log(spread))
        }
        return sum
    }

    /// The same of a cell whose scores are known.
    func logWeight(scores: (_ property: Int) -> Double) -> Double {
        var sum = 0.0
        for p in tilts.indices {
            if tilts[p] != 0 { sum += Double(tilts[p]) * scores(p) }
            if strengths[p] != 0 {
                let distance = scores(p) - targets[p]
                sum -= 0.5 * strengths[p] * distance * distance
            }
        }
        return sum
    }

    private func derivatives(_ p: Int, mean: Double, variance: Double) -> (slope: Double, bend: Double) {
        var slope = 0.0, bend = 0.0
        if published[p] != 0 { slope += published[p] * scales[p].slope(at: mean) }
        if strengths[p] != 0 {
            // ln E[exp(−½k(y − y*)²)] for y ~ N(μ, v) is −½k(μ − y*)²/(1 + kv) − ½ ln(1 + kv).
            let (k, distance) = (strengths[p], mean - targets[p])
            let spread = order == .first ? 1 : 1 + k * variance
            slope -= k * distance / spread
            if order == .second { bend += 0.5 * k * (k * distance * distance / spread - 1) / spread }
        }
        return (slope, bend)
    }
}
