import Architectures
import Diffusion
import Tensors

/// Draws (architecture, σ, z) as the published training does: architectures by their space's distribution, t uniform in [1e-5, 1], σ = σ(t) of the VE SDE, z standard normal
/// on V. A pure function of (seed, step, sample).
struct PublishedDraw: Sendable {
    let view: PublishedView
    /// Cells of NAS-Bench-201 to choose from.
    private let codes: [Int]
    private let choice: FactoredChoice
    let noise: NoiseSource
    let sde: SDE

    /// The published code starts a hair above 0.
    static let leastTime = 1e-5

    private enum Stage {
        static let code: UInt32 = 0x7801, time: UInt32 = 0x7802, noise: UInt32 = 0x7803, network: UInt32 = 0x7820
    }

    /// Cells of NAS-Bench-201.
    /// - Parameters:
    ///   - sigmas: noise at t = 0 and t = 1
    init(codes: [Int], seed: UInt64, sigmas: ClosedRange<Double>) {
        self.init(view: PublishedView(.nasbench201), codes: codes, seed: seed, sigmas: sigmas)
    }

    /// Networks of MobileNetV3.
    init(networksWithSeed seed: UInt64, sigmas: ClosedRange<Double>) {
        self.init(view: PublishedView(.mobilenetv3), codes: [], seed: seed, sigmas: sigmas)
    }

    private init(view: PublishedView, codes: [Int], seed: UInt64, sigmas: ClosedRange<Double>) {
        self.view = view
        self.codes = codes
        choice = FactoredChoice(of: view.space)
        noise = NoiseSource(seed: seed)
        sde = .ve(sigmaMin: sigmas.lowerBound, sigmaMax: sigmas.upperBound)
    }

    /// Fills one sample's `z` [entries] and returns its architecture and noise level.
    func draw(step: Int, sample: Int, z: UnsafeMutableBufferPointer<Float>) -> (architecture: Architecture?, sigma: Float) {
        let (step, sample) = (UInt32(truncatingIfNeeded: step), UInt32(truncatingIfNeeded: sample))
        let share = noise.uniform(sample: sample, step: step, stage: Stage.time)
        noise.normals(into: z, sample: sample, step: step, stage: Stage.noise)
        let time = Self.leastTime + (1 - Self.leastTime) * share
        return (architecture { noise.uniform(sample: sample, step: step, stage: $0) }, Float(sde.deviation(time)))
    }

    private func architecture(_ uniform: (_ stage: UInt32) -> Double) -> Architecture? {
        guard view.space == .nasbench201 else { return choice.architecture { uniform(Stage.network + UInt32($0)) } }
        let place = uniform(Stage.code) * Double(codes.count)
        return codes.isEmpty ? nil : Cell(code: codes[min(Int(place), codes.count - 1)]).map { Architecture($0) }
    }
}

/// One worker's part of a batch of published draws, filled in place.
struct PublishedBatch {
    private(set) var architectures: [Architecture?]
    private(set) var sigma: [Float]
    /// What the network sees of each architecture, and its draw, [samples][entries].
    private(set) var clean, z: [Float]
    private let view: PublishedView
    private let state: ScratchOwner

    init(samples: Int, view: PublishedView = PublishedView(.nasbench201)) {
        let entries = samples * view.entries
        self.view = view
        architectures = Array(repeating: nil, count: samples)
        sigma = Array(repeating: 1, count: samples)
        clean = Array(repeating: 0, count: entries)
        z = clean
        state = ScratchOwner(view.space.layout.stateDimension)
    }

    /// - Parameter first: the batch's number of the first sample
    mutating func fill(_ draws: PublishedDraw, step: Int, first: Int) {
        let view = view, entries = view.entries
        let buffer = UnsafeMutableBufferPointer(start: state.pointer, count: view.space.layout.stateDimension)
        for index in architectures.indices {
            let range = index * entries..<(index + 1) * entries
            (architectures[index], sigma[index]) = z.withUnsafeMutableBufferPointer {
                draws.draw(step: step, sample: first + index, z: UnsafeMutableBufferPointer(rebasing: $0[range]))
            }
            architectures[index]?.encode(into: buffer)
            clean.withUnsafeMutableBufferPointer { [state] in
                if let rows = $0.baseAddress { view.read(state.pointer, into: rows + range.lowerBound) }
            }
        }
    }
}
