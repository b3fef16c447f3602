import Architectures

/// Takes steps of one sample's run again, with all that enters them written down. A step recorded by `SampleRun` comes out the same
/// to the last bit, since all it depends on is in the record.
public final class StepInspector {
    private let run: PanelRun
    private let slot: Int
    private let observer: (any AttentiveDenoiserWorker)?
    /// Whether the observer has to look at the state by itself: Heun's sampler ends with another look, at the state it tries out.
    private let looksAgain: Bool
    private let exact, exactTilted: (any DenoiserWorker)?
    /// [Panel.width][stateDimension]
    private let states, means: PanelBuffer

    /// - Parameters:
    ///   - settings: those that the steps were made with
    ///   - exact: the truth to hold the estimates against
    ///   - exactTilted: the truth of the distribution that guidance stands for
    /// - Throws: `GuidanceError`
    public init(
        models: Models, settings: RunSettings, sample: Int, exact: (any Denoiser)? = nil, exactTilted: (any Denoiser)? = nil
    ) throws {
        slot = sample % Panel.width
        run = try PanelRun(models: models, settings: settings, panel: sample / Panel.width, observes: true)
        run.start(wanted: slot..<slot + 1)
        looksAgain = settings.sampler == .heun
        observer = looksAgain ? models.denoiser.makeWorker() as? any AttentiveDenoiserWorker : run.estimator.observer
        self.exact = exact?.makeWorker()
        self.exactTilted = exactTilted?.makeWorker()
        states = .zeros(Panel.width * run.layout.stateDimension)
        means = .zeros(Panel.width * run.layout.stateDimension)
    }

    deinit {
        states.deallocate()
        means.deallocate()
    }

    /// - Parameters:
    ///   - step: of a run of this sample with these settings
    ///   - before: the step before it, if there was one
    public func anatomy(of step: Step, after before: Step?) -> StepAnatomy {
        run.resume(slot, at: step, after: before)
        let isSteered = run.settings.guidance.isActive && run.steers
        var moves = (0..<run.rounds).map(correction)
        let start = row(run.x)
        run.predict()
        let state = run.state, sigma = state.estimateSigma
        let base = row(state.base), guided = row(state.estimate.guided)
        let clean = row(state.estimate.denoised), tilt = row(state.estimate.tiltGradient)
        if sigma != step.sigma {
            let deviation = (sigma * sigma - step.sigma * step.sigma).squareRoot()
            moves.append(StepMove(.churn, [(.state, 1, start), (.noise, deviation, row(state.noise))], base))
        }
        if isSteered { moves.append(StepMove(.guidance, [(.clean, 1, clean), (.tilt, sigma * sigma, tilt)], guided)) }
        let next = step.index + 1 < run.levels.count ? run.levels[step.index + 1] : nil
        moves += next.map { self.moves(from: step.level, to: $0, before: before) } ?? [StepMove(.end, [(.guided, 1, guided)], row(run.x))]
        return StepAnatomy(
            level: step.level, next: next, sde: run.sde, isSteered: isSteered, moves: moves, base: base, estimateSigma: sigma,
            clean: clean, tilt: tilt, guided: guided, exactClean: exact.map { denoise($0, base, sigma) },
            exactGuided: (isSteered ? exactTilted : exact).map { denoise($0, base, sigma) }, attention: attention(base, sigma))
    }

    private func row(_ buffer: PanelBuffer) -> [Float] {
        let dimension = run.layout.stateDimension
        return Array(buffer[slot * dimension..<(slot + 1) * dimension])
    }

    private func correction(_ round: Int) -> StepMove {
        run.prepareCorrection(round)
        let x = row(run.x), guided = row(run.state.estimate.guided), noise = row(run.state.noise)
        let sigma = run.levels[run.step].sigma, move = run.correction(run.state.norms[slot])
        run.correct(nil)
        // √(2a) is what the noise is multiplied by.
        let size = (move?.noise ?? 0) * (move?.noise ?? 0) / 2
        let score = zip(guided, x).map { Float((Double($0) - Double($1)) / (sigma * sigma)) }
        return StepMove(
            .correction(round: round), [(.state, 1, x), (.score, size, score), (.noise, move?.noise ?? 0, noise)], row(run.x))
    }

    /// The moves of the sampler, which has just made them.
    private func moves(from level: NoiseLevel, to next: NoiseLevel, before: Step?) -> [StepMove] {
        let kind = StepMove.Kind.sampler(run.settings.sampler), state = run.state
        let x = row(state.base), guided = row(state.estimate.guided), result = row(run.x)
        switch run.settings.sampler {
        case .heun: return heunMoves(to: next, x, guided, result)
        case .none: return [StepMove(kind, [(.state, level.alpha / next.alpha, x)], result)]
        case .dpmSolver:
            let keep = next.sigma / level.sigma
            guard let before else { return [StepMove(kind, [(.state, keep, x), (.guided, 1 - keep, guided)], result)] }
            let share = LinearStep.extrapolation(before: before.estimateSigma, from: level.sigma, to: next.sigma)
            let combined = zip(guided, before.guided).map { $0 + Float(share) * ($0 - $1) }
            return [
                StepMove(.extrapolation, [(.guided, 1 + share, guided), (.previous, -share, before.guided)], combined),
                StepMove(kind, [(.state, keep, x), (.extrapolated, 1 - keep, combined)], result),
            ]
        case .ancestral, .analytic, .eulerMaruyama, .reverseDiffusion, .probabilityFlow:
            guard let move = run.linearStep(from: level, to: next) else { return [] }
            let share = move.center - move.spread
            var terms = [(StepMove.Quantity.state, move.spread, x), (.guided, share, guided)]
            if move.noise > 0 { terms.append((.noise, move.noise, row(state.noise))) }
            if run.settings.sampler == .analytic { terms.append((.spread, share, row(state.spread))) }
            return [StepMove(kind, terms, result)]
        }
    }

    private func heunMoves(to next: NoiseLevel, _ x: [Float], _ guided: [Float], _ result: [Float]) -> [StepMove] {
        let sigma = run.state.estimateSigma, span = next.sigma - sigma
        func slope(_ x: [Float], _ guided: [Float], _ sigma: Double) -> [Float] {
            zip(x, guided).map { Float((Double($0) - Double($1)) / sigma) }
        }
        let first = slope(x, guided, sigma)
        let trial = zip(x, first).map { Float(Double($0) + span * Double($1)) }
        let second = slope(trial, row(run.ahead.guided), next.sigma)
        return [
            StepMove(.trial, [(.state, 1, x), (.slope, span, first)], trial),
            StepMove(.sampler(.heun), [(.state, 1, x), (.slope, span / 2, first), (.slopeAhead, span / 2, second)], result),
        ]
    }

    private func attention(_ x: [Float], _ sigma: Double) -> AttentionMap? {
        guard let observer else { return nil }
        if looksAgain { _ = denoise(observer, x, sigma) }
        return observer.attention(slot: slot)
    }

    private func denoise(_ worker: any DenoiserWorker, _ x: [Float], _ sigma: Double) -> [Float] {
        states.update(repeating: 0)
        for (i, value) in x.enumerated() { states[slot * x.count + i] = value }
        if let single = worker as? any SingleDenoiserWorker {
            single.denoise(slot, of: states, sigma: sigma, into: means)
        } else {
            worker.denoise(states, sigma: sigma, into: means)
        }
        return row(means)
    }
}

extension PanelRun {
    /// Puts one sample where a recorded run was before `step`.
    /// - Parameter before: the step before it, if there was one
    func resume(_ slot: Int, at step: Step, after before: Step?) {
        func panel(_ values: [Float]) -> [Float] {
            var all = [Float](repeating: 0, count: x.count)
            all.replaceSubrange(slot * values.count..<(slot + 1) * values.count, with: values)
            return all
        }
        resume(at: step.index, states: panel(step.state), previous: before.map { (panel($0.guided), $0.estimateSigma) })
    }
}
