extension PanelRun {
    /// Whether guidance proposes and weights decide.
    var isTwisted: Bool { settings.guidance.method == .twisted && settings.guidance.isActive }

    /// The first stage of a twisted step: what the networks say, and the log tilt of each particle.
    func prepareTwisted() { estimate(levels[step].sigma) }

    /// The second stage: the guided move, and by how much each particle's was more likely without guidance,
    /// ln p(x' | x) − ln q(x' | x) with p, q normal of the same covariance. At the last level, the clean estimate of the denoiser alone
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
        each { _, x, guided, noise, count in move.move(x, denoised: guided, noise: noise, count: count) }
        if settings.sampler == .analytic { spread(about: state.estimate.denoised, move) }
        weigh(move)
        state.step += 1
    }

    /// The log ratio of the two densities at what was drawn: with shift δ = m_q − m_p and draw e = x' − m_q it is −½δᵀΣ⁻¹δ − δᵀΣ⁻¹e.
    private func weigh(_ move: LinearStep) {
        let bend = move.center - move.spread, isSpread = settings.sampler == .analytic
        guard let denoised = state.estimate.denoised.baseAddress, let guided = state.estimate.guided.baseAddress,
            let shifts = shift.baseAddress, let draws = state.noise.baseAddress, let spread = state.spread.baseAddress
        else { return }
        let count = layout.stateDimension, deviation = Float(move.noise)
        for slot in 0..<Panel.width {
            let first = slot * count
            for i in 0..<count { shifts[i] = Float(bend) * (guided[first + i] - denoised[first + i]) }
            let own = denoised + first, draw = draws + first
            for i in 0..<count { draw[i] = deviation * draw[i] + (isSpread ? Float(bend) * spread[first + i] : 0) }
            let share = isSpread ? bend : 0
            let square = covariance.inverseProduct(shifts, shifts, estimate: own, noise: move.noise, share: share)
            let product = covariance.inverseProduct(shifts, draw, estimate: own, noise: move.noise, share: share)
            state.logRatio[slot] = -square / 2 - product
        }
    }
}
