import Architectures
import Platform
import Tensors

/// Draws (architecture, σ, x_t) of a space of blocks for training; a pure function of (seed, step, sample).
struct FactoredDraw: Sendable {
    private let choice: FactoredChoice
    let noise: NoiseSource
    let sigmaRange: ClosedRange<Double>
    let spread: NoisyDraw.Spread

    init(of space: SearchSpace, noise: NoiseSource, sigmaRange: ClosedRange<Double>, spread: NoisyDraw.Spread) {
        choice = FactoredChoice(of: space)
        (self.noise, self.sigmaRange, self.spread) = (noise, sigmaRange, spread)
    }

    private enum Stage {
        static let noise: UInt32 = 0x7103, edge: UInt32 = 0x7140, pattern: UInt32 = 0x7141
        static let preference: UInt32 = 0x7200

        /// Of a space's first choices, and of the rest, for which there is no room there.
        static func choice(_ draw: Int) -> UInt32 { (draw < 32 ? 0x7120 : 0x8000) + UInt32(draw) }
        static func pattern(_ number: Int) -> UInt32 { (number < 256 ? 0x7300 : 0x2_0000) + UInt32(number) }
    }

    /// How much likelier, in nats, guidance may make a type, and a pattern.
    private static let typePull = 5.0, patternPull = 6.0

    /// Fills `clean` and `noisy` [stateDimension] and returns the noise level.
    func draw(
        step: Int, sample: Int, clean: UnsafeMutableBufferPointer<Float>, noisy: UnsafeMutableBufferPointer<Float>
    ) -> Double {
        let place = (step: UInt32(truncatingIfNeeded: step), sample: UInt32(truncatingIfNeeded: sample))
        let uniform = { (stage: UInt32) in noise.uniform(sample: place.sample, step: place.step, stage: stage) }
        var preference: FactoredChoice.Preference?
        if case .guided = spread, sample % 2 == 1 { preference = preferred(uniform) }
        let layout = choice.space.layout
        for i in 0..<layout.stateDimension { clean[i] = -1 }
        choice.draw(
            by: preference, { uniform(Stage.choice($0)) }, node: { clean[$0 * layout.typeCount + $1] = 1 },
            edge: { clean[layout.vertexDimension + $0] = 1 })
        let (sigma, contradicts) = NoiseLevelDraw(range: sigmaRange, spread: spread).draw(uniform, sample: sample)
        if contradicts { choice.contradict(block: uniform(Stage.edge), pattern: uniform(Stage.pattern), clean) }
        noise.normals(into: noisy, sample: place.sample, step: place.step, stage: Stage.noise)
        for i in 0..<noisy.count { noisy[i] = clean[i] + Float(sigma) * noisy[i] }
        return sigma
    }

    /// What guidance may have led to: some types in all nodes, and some patterns.
    private func preferred(_ uniform: (UInt32) -> Double) -> FactoredChoice.Preference {
        var types = [Double](repeating: 1, count: choice.space.layout.typeCount)
        for (rank, type) in choice.chosen.enumerated() {
            types[type] = exp(Self.typePull * (uniform(Stage.preference + UInt32(rank)) - 0.5))
        }
        return FactoredChoice.Preference(
            types: types, patterns: (0..<choice.patternCount).map { exp(Self.patternPull * (uniform(Stage.pattern($0)) - 0.5)) })
    }
}
