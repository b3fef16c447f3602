import Architectures
import Tensors

/// Draws (cell, σ, z) as the published training does: cells uniform, t uniform in [1e-5, 1], σ = σ(t) of the VE SDE, z standard normal
/// on V. A pure function of (seed, step, sample).
struct PublishedDraw: Sendable {
    let codes: [Int]
    let noise: NoiseSource
    let sde: SDE

    /// The published code starts a hair above 0.
    static let leastTime = 1e-5

    private enum Stage {
        static let code: UInt32 = 0x7801, time: UInt32 = 0x7802, noise: UInt32 = 0x7803
    }

    /// - Parameters:
    ///   - sigmas: noise at t = 0 and t = 1
    init(codes: [Int], seed: UInt64, sigmas: ClosedRange<Double>) {
        self.codes = codes
        noise = NoiseSource(seed: seed)
        sde = .ve(sigmaMin: sigmas.lowerBound, sigmaMax: sigmas.upperBound)
    }

    /// Fills one sample's `z` [56] and returns its cell and noise level.
    func draw(step: Int, sample: Int, z: UnsafeMutableBufferPointer<Float>) -> (code: Int, sigma: Float) {
        let (step, sample) = (UInt32(truncatingIfNeeded: step), UInt32(truncatingIfNeeded: sample))
        let place = noise.uniform(sample: sample, step: step, stage: Stage.code) * Double(codes.count)
        let share = noise.uniform(sample: sample, step: step, stage: Stage.time)
        noise.normals(into: z, sample: sample, step: step, stage: Stage.noise)
        let time = Self.leastTime + (1 - Self.leastTime) * share
        return (codes[min(Int(place), codes.count - 1)], Float(sde.deviation(time)))
    }
}

/// One worker's part of a batch of published draws, filled in place.
struct PublishedBatch {
    private(set) var codes: [Int]
    private(set) var sigma: [Float]
    /// V of each cell and its draw, [samples][56].
    private(set) var clean, z: [Float]
    private let state: ScratchOwner

    init(samples: Int) {
        let entries = samples * Cell.layout.vertexDimension
        codes = Array(repeating: 0, count: samples)
        sigma = Array(repeating: 1, count: samples)
        clean = Array(repeating: 0, count: entries)
        z = clean
        state = ScratchOwner(Cell.layout.stateDimension)
    }

    /// - Parameter first: the batch's number of the first sample
    mutating func fill(_ draws: PublishedDraw, step: Int, first: Int) {
        let entries = Cell.layout.vertexDimension
        let buffer = UnsafeMutableBufferPointer(start: state.pointer, count: Cell.layout.stateDimension)
        for index in codes.indices {
            let range = index * entries..<(index + 1) * entries
            (codes[index], sigma[index]) = z.withUnsafeMutableBufferPointer {
                draws.draw(step: step, sample: first + index, z: UnsafeMutableBufferPointer(rebasing: $0[range]))
            }
            Cell(code: codes[index])?.encode(into: buffer)
            for i in 0..<entries { clean[range.lowerBound + i] = buffer[i] }
        }
    }
}
