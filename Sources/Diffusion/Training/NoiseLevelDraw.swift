import Platform

/// Draws the noise level of a training state, and whether its E shall be another architecture's than its V.
struct NoiseLevelDraw {
    let range: ClosedRange<Double>
    let spread: NoisyDraw.Spread

    private static let decisive = 0.15...6.0
    /// Where V and E may still disagree; below, the evidence for each is beyond any network's word.
    private static let undecided = 0.5...3.0

    private enum Stage { static let sigma: UInt32 = 0x7002, level: UInt32 = 0x7004 }

    /// - Parameter uniform: a number in [0, 1) by stage
    func draw(_ uniform: (_ stage: UInt32) -> Double, sample: Int) -> (sigma: Double, contradicts: Bool) {
        var levels = range
        var contradicts = false
        if case .guided = spread {
            if uniform(Stage.level) < 0.8 { levels = Self.decisive.clamped(to: range) }
            contradicts = sample % 16 == 3
            if contradicts { levels = Self.undecided.clamped(to: range) }
        }
        return (levels.lowerBound * pow(levels.upperBound / levels.lowerBound, uniform(Stage.sigma)), contradicts)
    }
}
