import Tensors

/// The normal draws of a run, each at its address: seed, sample, step, and which of the step.
struct PanelNoise {
    enum Draw {
        case start, predictor, spread
        case corrector(_ round: Int)
        case architecture(_ part: Int)

        /// The kind in the low byte, the round above it.
        var stage: UInt32 {
            switch self {
            case .start: 0
            case .predictor: 1
            case .corrector(let round): 2 | UInt32(truncatingIfNeeded: round) << 8
            case .spread: 3
            case .architecture(let part): 4 | UInt32(truncatingIfNeeded: part) << 8
            }
        }
    }

    private let source: NoiseSource
    private let dimension: Int

    init(seed: UInt64, dimension: Int) {
        source = NoiseSource(seed: seed)
        self.dimension = dimension
    }

    /// One uniform draw in (0, 1) for one sample.
    func uniform(_ draw: Draw, of slot: Int, in state: PanelState) -> Double {
        source.uniform(sample: UInt32(truncatingIfNeeded: state.panel * Panel.width + slot), step: UInt32(state.step), stage: draw.stage)
    }

    /// Fills the state's noise, of the samples that are wanted.
    func draw(_ draw: Draw, for state: PanelState) { self.draw(draw, for: state, into: state.noise) }

    /// The same into another buffer of its shape.
    func draw(_ draw: Draw, for state: PanelState, into buffer: PanelBuffer) {
        for slot in state.wanted {
            source.normals(
                into: PanelBuffer(rebasing: buffer[slot * dimension..<(slot + 1) * dimension]),
                sample: UInt32(truncatingIfNeeded: state.panel * Panel.width + slot), step: UInt32(state.step),
                stage: draw.stage)
        }
    }
}
