extension PanelRun {
    /// The first stage of a Langevin step: estimate, noise, and the norms of both for each sample.
    func prepareCorrection(_ round: Int) {
        estimate(levels[step].sigma)
        noise.draw(.corrector(round), for: state)
        let sigma = levels[step].sigma
        each { slot, x, guided, noise, count in
            state.norms[slot] = LangevinNorms(x, denoised: guided, noise: noise, sigma: sigma, count: count)
        }
    }

    /// The second stage of a Langevin step: the move.
    /// - Parameter shared: norms that all samples use; nil: each its own
    func correct(_ shared: LangevinNorms?) {
        each { slot, x, guided, noise, count in
            correction(shared ?? state.norms[slot])?.move(x, denoised: guided, noise: noise, count: count)
        }
    }

    /// A Langevin step at this noise level; nil where the score says nothing.
    func correction(_ norms: LangevinNorms) -> LinearStep? {
        let level = levels[step]
        // x₀ is the level after the last: α = 1.
        let nextAlpha = step + 1 < levels.count ? levels[step + 1].alpha : 1
        let factor = level.alpha * level.alpha / (nextAlpha * nextAlpha)
        return .langevin(sigma: level.sigma, norms: norms, ratio: settings.corrector?.ratio ?? 0, factor: factor)
    }

    /// The last stage of a step: from this noise level to the next, from the last one to the clean estimate.
    func predict() {
        let level = levels[step]
        guard step + 1 < levels.count else {
            estimate(churn(level.sigma))
            state.x.copy(state.estimate.guided)
            state.step += 1
            return
        }
        let next = levels[step + 1]
        switch settings.sampler {
        case .ancestral, .analytic, .eulerMaruyama, .reverseDiffusion, .probabilityFlow:
            if let move = linearStep(from: level, to: next) { take(move, at: level) }
        case .heun: takeHeun(from: level, to: next)
        case .dpmSolver: takeDPMSolver(from: level, to: next)
        case .none:
            if observes { estimate(level.sigma) }
            let scale = Float(level.alpha / next.alpha)
            for i in 0..<x.count { x[i] *= scale }
        }
        state.previous.copy(state.estimate.guided)
        state.previousSigma = state.estimateSigma
        state.step += 1
    }

    /// The move between two levels, for samplers of one stage.
    func linearStep(from level: NoiseLevel, to next: NoiseLevel) -> LinearStep? {
        switch settings.sampler {
        case .ancestral, .analytic: .ancestral(from: level, to: next)
        case .eulerMaruyama: .eulerMaruyama(from: level, to: next, sde: sde)
        case .reverseDiffusion: .reverseDiffusion(from: level, to: next, sde: sde)
        case .probabilityFlow: .probabilityFlow(from: level, to: next, sde: sde)
        case .heun, .dpmSolver, .none: nil
        }
    }

    private func take(_ step: LinearStep, at level: NoiseLevel) {
        estimate(level.sigma)
        if step.noise > 0 { noise.draw(.predictor, for: state) }
        each { _, x, guided, noise, count in step.move(x, denoised: guided, noise: noise, count: count) }
        if settings.sampler == .analytic { spread(about: state.estimate.guided, step) }
    }

    /// What a draw of x₀ in the estimate's place adds to a move.
    /// - Parameter estimate: whose covariance the draw has
    func spread(about estimate: PanelBuffer, _ step: LinearStep) {
        noise.draw(.spread, for: state, into: state.spread)
        guard let spread = state.spread.baseAddress, let estimate = estimate.baseAddress else { return }
        let share = Float(step.center - step.spread), dimension = layout.stateDimension
        for slot in state.wanted {
            covariance.shape(spread + slot * dimension, estimate: estimate + slot * dimension)
            for i in slot * dimension..<(slot + 1) * dimension { x[i] += share * spread[i] }
        }
    }

    /// DPM-Solver++(2M) (Lu et al. 2022, algorithm 2): x̃' = (σ'/σ)x̃ + (1 − σ'/σ)D̂ with D̂ = D extrapolated in λ = −ln σ from
    /// the previous estimate, if there is one.
    private func takeDPMSolver(from level: NoiseLevel, to next: NoiseLevel) {
        estimate(level.sigma)
        let (estimate, extrapolated) = (state.estimate.guided, state.previous)
        if let before = state.previousSigma {
            let share = Float(LinearStep.extrapolation(before: before, from: level.sigma, to: next.sigma))
            for i in 0..<x.count { extrapolated[i] = estimate[i] + share * (estimate[i] - extrapolated[i]) }
        } else {
            extrapolated.copy(estimate)
        }
        guard let x = x.baseAddress, let denoised = extrapolated.baseAddress, let noise = state.noise.baseAddress else { return }
        LinearStep.euler(from: level.sigma, to: next.sigma).move(x, denoised: denoised, noise: noise, count: self.x.count)
    }

    /// Heun's method in σ with churn (Karras et al. 2022, algorithm 2, S_noise = 1, S_min = 0, S_max = ∞).
    private func takeHeun(from level: NoiseLevel, to next: NoiseLevel) {
        let sigma = churn(level.sigma)
        estimate(sigma)
        let base = state.base, first = state.estimate.guided
        let euler = Float(next.sigma / sigma)
        for i in 0..<x.count { x[i] = first[i] + euler * (base[i] - first[i]) }
        estimator.estimate(x, sigma: next.sigma, steers: steers, into: ahead)
        let second = ahead.guided
        let half = (next.sigma - sigma) / 2
        let (early, late) = (Float(half / sigma), Float(half / next.sigma))
        for i in 0..<x.count { x[i] = base[i] + early * (base[i] - first[i]) + late * (x[i] - second[i]) }
    }

    /// Adds noise up to σ̂ = σ(1 + γ), γ = min(S_churn/N, √2 − 1), and returns σ̂; σ where there is none to add.
    private func churn(_ sigma: Double) -> Double {
        guard settings.sampler == .heun, settings.churn > 0 else { return sigma }
        let raised = sigma * (1 + min(settings.churn / Double(levels.count), 2.0.squareRoot() - 1))
        noise.draw(.predictor, for: state)
        let deviation = Float((raised * raised - sigma * sigma).squareRoot())
        for i in 0..<x.count { x[i] += deviation * state.noise[i] }
        return raised
    }

    func estimate(_ sigma: Double) {
        estimator.estimate(x, sigma: sigma, steers: steers, into: state.estimate)
        state.base.copy(x)
        state.estimateSigma = sigma
    }

    /// Calls `body` with each sample's slot, state, guided estimate and noise.
    func each(
        _ body: (Int, UnsafeMutablePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, Int) -> Void
    ) {
        guard let x = x.baseAddress, let guided = state.estimate.guided.baseAddress, let noise = state.noise.baseAddress
        else { return }
        let dimension = layout.stateDimension
        for slot in 0..<Panel.width {
            let offset = slot * dimension
            body(slot, x + offset, guided + offset, noise + offset, dimension)
        }
    }
}
