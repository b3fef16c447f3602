import Architectures
import Platform
import Tensors

/// Draws (network, σ, x_t) of MobileNetV3 for training; a pure function of (seed, step, sample).
package struct NetworkDraw: Sendable {
    let noise: NoiseSource
    let sigmaRange: ClosedRange<Double>
    let spread: NoisyDraw.Spread

    private enum Stage {
        static let noise: UInt32 = 0x7103, network: UInt32 = 0x7120, edge: UInt32 = 0x7140, depth: UInt32 = 0x7141
        static let preference: UInt32 = 0x7200, deep: UInt32 = 0x7300
    }

    /// How much likelier, in nats, guidance may make a kernel and expansion, and a depth.
    private static let layerPull = 5.0, depthPull = 6.0

    /// Fills `clean` and `noisy` [227] and returns the noise level.
    func draw(
        step: Int, sample: Int, clean: UnsafeMutableBufferPointer<Float>, noisy: UnsafeMutableBufferPointer<Float>
    ) -> Double {
        let place = (step: UInt32(truncatingIfNeeded: step), sample: UInt32(truncatingIfNeeded: sample))
        let uniform = { (stage: UInt32) in noise.uniform(sample: place.sample, step: place.step, stage: stage) }
        var prefers = false
        if case .guided = spread { prefers = sample % 2 == 1 }
        let chosen = { (draw: Int) in uniform(Stage.network + UInt32(draw)) }
        let network = prefers ? preferred(uniform, chosen) : Self.network(chosen)
        let (sigma, contradicts) = NoiseLevelDraw(range: sigmaRange, spread: spread).draw(uniform, sample: sample)
        network.encode(into: clean)
        if contradicts { contradict(network, uniform, clean) }
        noise.normals(into: noisy, sample: place.sample, step: place.step, stage: Stage.noise)
        for i in 0..<noisy.count { noisy[i] = clean[i] + Float(sigma) * noisy[i] }
        return sigma
    }

    /// A network as guidance may have led to.
    private func preferred(_ uniform: (UInt32) -> Double, _ chosen: (Int) -> Double) -> MobileNet {
        func weights(_ count: Int, _ stage: UInt32, pull: Double) -> [Double] {
            (0..<count).map { exp(pull * (uniform(stage + UInt32($0)) - 0.5)) }
        }
        return Self.network(
            layers: weights(MobileNet.Layer.count, Stage.preference, pull: Self.layerPull),
            depths: weights(MobileNet.Stage.depths.count, Stage.deep, pull: Self.depthPull), chosen)
    }

    /// A network that prefers some kernels and expansions in all its layers, and some depths.
    /// - Parameters:
    ///   - layers: weight of each kernel and expansion [9]
    ///   - depths: weight of each depth 2…4
    ///   - uniform: a number in [0, 1) for each draw 0…24
    package static func network(
        layers: [Double] = Array(repeating: 1, count: MobileNet.Layer.count), depths: [Double] = [1, 1, 1],
        _ uniform: (_ draw: Int) -> Double
    ) -> MobileNet {
        var network = MobileNet.smallest
        for stage in 0..<MobileNet.stageCount {
            let depth = 2 + pick(depths, at: uniform(20 + stage))
            let chosen = (0..<depth).compactMap { MobileNet.Layer(code: pick(layers, at: uniform(4 * stage + $0))) }
            if let drawn = try? MobileNet.Stage(chosen) { network[stage] = drawn }
        }
        return network
    }

    private static func pick(_ weights: [Double], at share: Double) -> Int {
        var rest = share * weights.reduce(0, +)
        for (i, weight) in weights.enumerated().dropLast() {
            rest -= weight
            if rest < 0 { return i }
        }
        return weights.count - 1
    }

    /// Writes over E the adjacency of the network with another depth in one stage.
    private func contradict(
        _ network: MobileNet, _ uniform: (UInt32) -> Double, _ state: UnsafeMutableBufferPointer<Float>
    ) {
        let stage = min(Int(uniform(Stage.edge) * 5), MobileNet.stageCount - 1)
        let depth = 2 + min(Int(uniform(Stage.depth) * 3), 2)
        var other = network
        if let drawn = try? MobileNet.Stage(Array(repeating: .smallest, count: depth)) { other[stage] = drawn }
        for (slot, isPresent) in other.presence.enumerated() { state[MobileNet.layout.vertexDimension + slot] = isPresent ? 1 : -1 }
    }
}
