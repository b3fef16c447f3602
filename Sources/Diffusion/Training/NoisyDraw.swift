import Architectures
import Platform
import Tensors

/// Draws (architecture, σ, x_t) of a listed space for training; a pure function of (seed, step, sample).
struct NoisyDraw: Sendable {
    /// Which states are drawn.
    enum Spread: Sendable {
        /// Architectures uniform, ln σ uniform: the forward process. Needed when the target is the drawn architecture itself.
        case forward
        /// Also the states that sampling and guidance lead to: every other draw prefers some types over others, one in
        /// sixteen has the E of an architecture beside its V's, and four of five noise levels are those where
        /// architectures are told apart. Right when the target is a function of the state alone.
        case guided
    }

    let space: SearchSpace
    private let list: ArchitectureList
    /// The architectures to draw from, by place.
    private let places: [Int]
    let noise: NoiseSource
    let sigmaRange: ClosedRange<Double>
    let spread: Spread

    private static let candidates: UInt32 = 16

    /// - Precondition: the space is listed
    init(places: [Int], of space: SearchSpace, noise: NoiseSource, sigmaRange: ClosedRange<Double>, spread: Spread) {
        guard let list = space.list else { preconditionFailure("\(space.title) has no list") }
        (self.space, self.list, self.places) = (space, list, places)
        (self.noise, self.sigmaRange, self.spread) = (noise, sigmaRange, spread)
    }

    private enum Stage {
        static let code: UInt32 = 0x7001, noise: UInt32 = 0x7003
        static let edge: UInt32 = 0x7005, operation: UInt32 = 0x7006
        static let preference: UInt32 = 0x7100, candidate: UInt32 = 0x7200, choice: UInt32 = 0x7300
    }

    /// Fills `clean` and `noisy` [stateDimension] and returns the architecture's place and its noise level.
    func draw(
        step: Int, sample: Int, clean: UnsafeMutableBufferPointer<Float>, noisy: UnsafeMutableBufferPointer<Float>
    ) -> (place: Int, sigma: Double) {
        let uniform = uniforms(step: step, sample: sample)
        var place = place(at: uniform(Stage.code))
        if case .guided = spread, sample % 2 == 1 { place = preferred(uniform) }
        return (place, draw(step: step, sample: sample, place: place, clean: clean, noisy: noisy))
    }

    /// The same for an architecture that is already chosen; returns the noise level.
    func draw(
        step: Int, sample: Int, place: Int, clean: UnsafeMutableBufferPointer<Float>,
        noisy: UnsafeMutableBufferPointer<Float>
    ) -> Double {
        let uniform = uniforms(step: step, sample: sample)
        let (sigma, contradicts) = NoiseLevelDraw(range: sigmaRange, spread: spread).draw(uniform, sample: sample)
        noise.normals(
            into: noisy, sample: UInt32(truncatingIfNeeded: sample), step: UInt32(truncatingIfNeeded: step),
            stage: Stage.noise)
        list.encode(place, of: space.layout, into: clean)
        if contradicts {
            let other = list.neighbour(of: place, node: uniform(Stage.edge), type: uniform(Stage.operation))
            list.writeEdges(other, of: space.layout, into: clean)
        }
        for i in 0..<noisy.count { noisy[i] = clean[i] + Float(sigma) * noisy[i] }
        return sigma
    }

    private func uniforms(step: Int, sample: Int) -> (_ stage: UInt32) -> Double {
        let (step, sample) = (UInt32(truncatingIfNeeded: step), UInt32(truncatingIfNeeded: sample))
        return { noise.uniform(sample: sample, step: step, stage: $0) }
    }

    private func place(at share: Double) -> Int { places[min(Int(share * Double(places.count)), places.count - 1)] }

    /// One of a few uniform architectures, chosen with probability ∝ exp Σ w[type] for random weights w (by Gumbel maxima).
    private func preferred(_ uniform: (UInt32) -> Double) -> Int {
        var best = (place: 0, score: -Double.infinity)
        for candidate in 0..<Self.candidates {
            let place = place(at: uniform(Stage.candidate + candidate))
            var score = -log(-log(uniform(Stage.choice + candidate)))
            for k in list.nodes.indices {
                let type = list.type(k, of: place) - space.chosenTypes.lowerBound
                score += 3 * (uniform(Stage.preference + UInt32(truncatingIfNeeded: type)) - 0.5)
            }
            if score > best.score { best = (place, score) }
        }
        return best.place
    }
}
