extension PanelRun {
    /// Whether guidance proposes and weights decide.
    var isTwisted: Bool { settings.guidance.method == .twisted && settings.guidance.isActive }

    /// The first stage of a twisted step: what the networks say, and the log tilt of each particle.
    func prepareTwisted() { estimate(levels[step].sigma) }

    /// The second stage: the guided move, and by how much each particle's was more likely without guidance,
    /// ln p(x' | x) − ln q(x' | x) with p, q normal of the same deviation. At the last level, the clean estimate of the denoiser alone
    /// and the log weight of its cell.
    func moveTwisted() {
        let level = levels[step]
        guard step + 1 < levels.count else {
            state.x.copy(state.estimate.denoised)
            estimator.weighClean(state.estimate)
            state.step += 1
            return
        }
        guard let move = linearStep(from: level, to: levels[step + 1]) else { return }
        noise.draw(.predictor, for: state)
        let deviation = move.noise, bend = move.center - move.spread
        guard let denoised = state.estimate.denoised.baseAddress else { return }
        each { slot, x, guided, noise, count in
            var square = 0.0, product = 0.0
            let plain = denoised + slot * count
            for i in 0..<count {
                let shift = bend * Double(guided[i] - plain[i])
                square += shift * shift
                product += shift * Double(noise[i])
            }
            state.logRatio[slot] = -(square / (2 * deviation * deviation) + product / deviation)
            move.move(x, denoised: guided, noise: noise, count: count)
        }
        state.step += 1
    }
}
