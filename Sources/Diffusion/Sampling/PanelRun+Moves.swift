extension PanelRun {
    /// The step under way.
    var crossing: Crossing {
        var crossing = Crossing(from: levels[step], to: isLast ? .clean : levels[step + 1], sde: sde)
        crossing.sigma = churned(crossing.sigma)
        crossing.before = state.previousSigma
        return crossing
    }

    /// Whether no noise level is left after this one.
    var isLast: Bool { step + 1 == levels.count }

    /// σ̂ = σ(1 + γ), γ = min(S_churn/N, √2 − 1) (Karras et al. 2022, algorithm 2); σ where there is no churn.
    private func churned(_ sigma: Double) -> Double {
        guard settings.sampler.takesChurn, settings.churn > 0 else { return sigma }
        return sigma * (1 + min(settings.churn / Double(levels.count), 2.0.squareRoot() - 1))
    }

    /// The first stage of a Langevin step: estimate, noise, and the norms of both for each sample.
    func prepareCorrection(_ round: Int) {
        let sigma = levels[step].sigma, dimension = layout.stateDimension
        estimate(sigma)
        noise.draw(.corrector(round), for: state)
        guard let x = x.baseAddress, let guided = state.estimate.guided.baseAddress, let noise = state.noise.baseAddress else { return }
        for slot in 0..<Panel.width {
            let first = slot * dimension
            state.norms[slot] = LangevinNorms(x + first, denoised: guided + first, noise: noise + first, sigma: sigma, count: dimension)
        }
    }

    /// The second stage of a Langevin step: the move. A score that is nothing does not say how far to go, so such a sample stays.
    /// - Parameter shared: norms that all samples use; nil: each its own
    func correct(_ shared: LangevinNorms?) {
        for slot in 0..<Panel.width {
            let crossing = correction(shared ?? state.norms[slot])
            if crossing.quotient > 0 { add(.langevin, crossing, slots: slot..<slot + 1) }
        }
    }

    /// A Langevin step of a sample with these norms, before churn.
    func correction(_ norms: LangevinNorms) -> Crossing {
        var crossing = crossing
        crossing.sigma = crossing.from.sigma
        if norms.score > 0 { crossing.quotient = (settings.corrector?.ratio ?? 0) * norms.noise / norms.score }
        return crossing
    }

    /// The last stage of a step: from this noise level to the next, from the last one to the clean estimate.
    func predict() { predict { make($0, $1) } }

    /// - Parameter make: makes each move, in order
    func predict(_ make: (Move, Crossing) -> Void) {
        let crossing = crossing, sampler = settings.sampler
        state.base.copy(x)
        if crossing.sigma != crossing.from.sigma { for move in sampler.churn { make(move, crossing) } }
        if isLast || observes || sampler.evaluations > 0 { estimate(crossing.sigma) }
        for move in isLast ? sampler.end : crossing.before == nil ? sampler.firstMoves : sampler.moves { make(move, crossing) }
        state.previous.copy(state.estimate.guided)
        state.previousSigma = state.estimateSigma
        state.step += 1
    }

    func estimate(_ sigma: Double) {
        estimator.estimate(x, sigma: sigma, steers: steers, into: state.estimate)
        state.base.copy(x)
        state.estimateSigma = sigma
    }

    func make(_ move: Move, _ crossing: Crossing) {
        prepare(move, crossing)
        add(move, crossing)
    }

    /// Draws and estimates what a move takes besides the step's own estimate.
    func prepare(_ move: Move, _ crossing: Crossing) {
        for term in move.terms {
            switch term.quantity {
            case .noise: noise.draw(.predictor, for: state)
            case .spread: drawSpread(about: isTwisted ? state.estimate.denoised : state.estimate.guided)
            case .drawn: drawArchitectures()
            case .slopeAhead: estimator.estimate(x, sigma: crossing.to.sigma, steers: steers, into: ahead)
            default: break
            }
        }
    }

    /// Leaves a draw of the posterior for each sample, shifted as guidance has shifted the estimate that it belongs to.
    private func drawArchitectures() {
        guard let drawn = state.drawn.baseAddress else { return }
        for slot in state.wanted {
            let first = slot * layout.stateDimension
            estimator.draw(slot, steers: steers, into: drawn + first) { noise.uniform(.architecture($0), of: slot, in: state) }
        }
        let estimate = state.estimate
        guard estimator.bendsAfterDenoising else { return }
        for i in 0..<state.drawn.count { drawn[i] += estimate.guided[i] - estimate.denoised[i] }
    }

    /// - Parameter estimate: whose covariance the draw has
    private func drawSpread(about estimate: PanelBuffer) {
        noise.draw(.spread, for: state, into: state.spread)
        guard let spread = state.spread.baseAddress, let estimate = estimate.baseAddress else { return }
        for slot in state.wanted {
            let first = slot * layout.stateDimension
            covariance.shape(spread + first, estimate: estimate + first)
        }
    }

    /// Puts the sum of a move's terms where the move says.
    func add(_ move: Move, _ crossing: Crossing, slots: Range<Int> = 0..<Panel.width) {
        let range = slots.lowerBound * layout.stateDimension..<slots.upperBound * layout.stateDimension
        guard let sum = sum.baseAddress, let result = result(of: move).baseAddress else { return }
        // Not 0, which would make a positive zero of a negative one.
        for i in range { sum[i] = -0.0 }
        for term in move.terms {
            let coefficient = Float(term.coefficient(crossing) / term.quantity.divisor(crossing))
            let (whole, less) = values(of: term.quantity), other = term.other.map { values(of: $0).whole } ?? less
            guard let whole = whole.baseAddress else { return }
            if let other = other?.baseAddress {
                for i in range { sum[i] += coefficient * (whole[i] - other[i]) }
            } else {
                for i in range { sum[i] += coefficient * whole[i] }
            }
        }
        for i in range { result[i] = sum[i] }
    }

    func result(of move: Move) -> PanelBuffer {
        switch move.result {
        case .state: state.x
        case .extrapolated: state.previous
        }
    }

    /// Where a quantity stands: in a buffer, or, times its divisor, in the difference of two.
    func values(of quantity: Move.Quantity) -> (whole: PanelBuffer, less: PanelBuffer?) {
        let estimate = state.estimate
        return switch quantity {
        case .state: (state.base, nil)
        case .clean: (estimate.denoised, nil)
        case .guided: (estimate.guided, nil)
        case .tilt: (estimate.tiltGradient, nil)
        case .score: (estimate.guided, state.base)
        case .noise: (state.noise, nil)
        case .spread: (state.spread, nil)
        case .drawn: (state.drawn, nil)
        case .slope: (state.base, estimate.guided)
        case .slopeAhead: (state.x, ahead.guided)
        case .previous, .extrapolated: (state.previous, nil)
        }
    }
}
