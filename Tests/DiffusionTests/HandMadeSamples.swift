import Architectures
import Diffusion
import Testing

/// Generated samples whose states are given: a run of one step, whose denoiser answers from a script.
enum HandMadeSamples {
    static func of(_ states: [[Float]]) throws -> [GeneratedSample] {
        try Generation.samples(
            states.count, models: Models(denoiser: Script(states: states)), settings: RunSettings(steps: 1), threads: 1)
    }

    static func of(codes: [Int]) throws -> [GeneratedSample] { try of(codes.map(state)) }

    static func state(_ code: Int) throws -> [Float] { try #require(Cell(code: code)).state }

    /// A cell whose E contradicts its V.
    static func torn(_ code: Int) throws -> [Float] {
        var state = try state(code)
        state[60] = -state[60]
        return state
    }

    /// V names no cell.
    static let nothing = [Float](repeating: 0, count: 66)

    private struct Script: Denoiser {
        let states: [[Float]]
        let space = SearchSpace.nasbench201
        func makeWorker() -> any DenoiserWorker { Worker(states) }
    }

    /// One thread asks for panel after panel, once each.
    private final class Worker: DenoiserWorker {
        private var rest: ArraySlice<[Float]>
        init(_ states: [[Float]]) { rest = states[...] }

        func denoise(_ x: PanelBuffer, sigma: Double, into mean: PanelBuffer) {
            for (slot, state) in rest.prefix(Panel.width).enumerated() {
                for i in 0..<66 { mean[slot * 66 + i] = state[i] }
            }
            rest = rest.dropFirst(Panel.width)
        }
    }
}
