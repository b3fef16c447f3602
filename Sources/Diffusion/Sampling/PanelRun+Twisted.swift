extension PanelRun {
    /// The first stage of a twisted step: what the networks say, and the log tilt of each particle.
    func prepareTwisted() { estimate(levels[step].sigma) }

    /// The second stage: the guided move, and by how much each particle's was more likely without guidance. At the last level, the clean
    /// estimate of the denoiser alone and the log weight of its cell.
    func moveTwisted() {
        if isLast {
            state.x.copy(state.estimate.denoised)
            estimator.weighClean(state.estimate)
        } else {
            let crossing = crossing
            for move in settings.sampler.moves {
                make(move, crossing)
                weigh(move, crossing)
            }
        }
        state.step += 1
    }

    /// ln p(x' | x) − ln q(x' | x) of the two densities at what was drawn, with p, q normal of the same covariance: with shift
    /// δ = m_q − m_p and draw e = x' − m_q it is −½δᵀΣ⁻¹δ − δᵀΣ⁻¹e.
    private func weigh(_ move: Move, _ crossing: Crossing) {
        guard let denoised = state.estimate.denoised.baseAddress, let guided = state.estimate.guided.baseAddress,
            let shifts = shift.baseAddress, let draws = state.noise.baseAddress, let spread = state.spread.baseAddress
        else { return }
        let noise = move.coefficient(of: .noise, crossing), share = move.coefficient(of: .spread, crossing)
        let bend = Float(move.coefficient(of: .guided, crossing))
        let count = layout.stateDimension
        for slot in 0..<Panel.width {
            let first = slot * count
            for i in 0..<count { shifts[i] = bend * (guided[first + i] - denoised[first + i]) }
            let own = denoised + first, draw = draws + first
            for i in 0..<count { draw[i] = Float(noise) * draw[i] + Float(share) * spread[first + i] }
            let square = covariance.inverseProduct(shifts, shifts, estimate: own, noise: noise, share: share)
            let product = covariance.inverseProduct(shifts, draw, estimate: own, noise: noise, share: share)
            state.logRatio[slot] = -square / 2 - product
        }
    }
}
