import Architectures

/// Takes steps of one sample's run again, with all that enters them written down. A step recorded by `SampleRun` comes out the same
/// to the last bit, since all it depends on is in the record.
public final class StepInspector {
    private let run: PanelRun
    private let slot: Int
    private let observer: (any AttentiveDenoiserWorker)?
    /// Whether the observer has to look at the state by itself: a sampler may end with another look, at a state it tries out.
    private let looksAgain: Bool
    private let exact, exactTilted: (any DenoiserWorker)?
    /// What the architectures are called.
    private let nouns: String
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
        nouns = models.denoiser.space.words.nouns
        run = try PanelRun(models: models, settings: settings, panel: sample / Panel.width, observes: true)
        run.start(wanted: slot..<slot + 1)
        looksAgain = settings.sampler.looksAhead
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
    ///   - last: the step before it, if there was one
    public func anatomy(of step: Step, after last: Step?) -> StepAnatomy {
        run.resume(slot, at: step, after: last)
        let guidance = run.settings.guidance, crossing = run.crossing
        let isSteered = guidance.isActive && run.steers, isChurned = crossing.sigma != step.sigma
        let letters = Letters(isChurned: isChurned, isSteered: isSteered, nouns: nouns)
        var moves = (0..<run.rounds).map { round in
            run.prepareCorrection(round)
            return record(.correction(round: round), .langevin, run.correction(run.state.norms[slot]), letters) {
                run.correct(nil)
                return row(run.x)
            }
        }
        let before = moves.count + (isChurned ? run.settings.sampler.churn.count : 0)
        run.predict { move, crossing in
            run.prepare(move, crossing)
            let made = record(moves.count < before ? .churn : .sampler, move, crossing, letters) {
                run.add(move, crossing)
                return row(run.result(of: move))
            }
            moves.append(made)
        }
        let estimate = run.state.estimate, base = row(run.state.base), guided = row(estimate.guided)
        if isSteered {
            let isConditioned = guidance.method.isTakenIn
            moves.insert(record(.guidance, .guidance(isConditioned: isConditioned), crossing, letters) { guided }, at: before)
        }
        return StepAnatomy(
            crossing: crossing, letters: letters, isSteered: isSteered, moves: moves, base: base,
            clean: row(estimate.denoised), tilt: row(estimate.tiltGradient), guided: guided,
            exactClean: exact.map { denoise($0, base, crossing.sigma) },
            exactGuided: (isSteered ? exactTilted : exact).map { denoise($0, base, crossing.sigma) }, attention: attention(base, crossing.sigma))
    }

    private func row(_ buffer: PanelBuffer) -> [Float] {
        let dimension = run.layout.stateDimension
        return Array(buffer[slot * dimension..<(slot + 1) * dimension])
    }

    /// - Parameter make: makes the move, and says what it came to
    private func record(_ kind: StepMove.Kind, _ move: Move, _ crossing: Crossing, _ letters: Letters, make: () -> [Float]) -> StepMove {
        let terms = move.written(crossing).map {
            StepMove.Term(quantity: $0.quantity, coefficient: $0.coefficient, values: values(of: $0.quantity, crossing))
        }
        return StepMove(kind: kind, text: move.text(letters, crossing), terms: terms, result: make())
    }

    private func values(of quantity: Move.Quantity, _ crossing: Crossing) -> [Float] {
        let (whole, less) = run.values(of: quantity), divisor = quantity.divisor(crossing)
        guard let less else { return row(whole) }
        return zip(row(whole), row(less)).map { Float((Double($0) - Double($1)) / divisor) }
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
