import Platform
import Tensors

/// What a round's surrogates and acquisition make of architectures: the score's model, the constraints', and the best so far.
public struct AcquisitionModel: Sendable {
    struct Bound: Sendable {
        var fit: any SurrogateFit
        /// In the unit of the fit's targets.
        let bound: Double
        let isUpper: Bool
    }

    var fit: any SurrogateFit
    var bounds: [Bound]
    public let acquisition: Acquisition
    /// The best feasible target; nil while there is none: then feasibility is all that counts.
    public let best: Double?

    /// - Returns: nil where fewer than two observations can be learned from
    public init?(
        _ problem: Problem, history: History, surrogate: any Surrogate, acquisition: Acquisition,
        seed: UInt64
    ) {
        let objective = problem.objective
        let scores = objective.targets(of: history, seed: seed)
        let usable = history.observations.indices.filter { scores[$0].isFinite }
        guard usable.count >= 2 else { return nil }
        let architectures = usable.map { history.observations[$0].architecture }
        let rows = problem.space.rows(of: architectures)
        let targets = Targets.normalScores(usable.map { scores[$0] })
        let features = problem.space.features
        let fitSeed = StudyDraw.surrogate.seed(seed, round: history.round)
        fit = surrogate.fit(features, rows: rows, targets: targets, seed: fitSeed)
        let columns = objective.columns
        bounds = objective.constraints.enumerated().compactMap { number, constraint in
            guard let column = columns.firstIndex(of: constraint.column) else { return nil }
            let places = usable.filter { history.observations[$0].values[column].isFinite }
            guard places.count >= 2 else { return nil }
            let values = places.map { history.observations[$0].values[column] }
            let (mean, deviation) = Targets.moments(values)
            guard deviation > 0 else { return nil }
            let fit = surrogate.fit(
                features, rows: problem.space.rows(of: places.map { history.observations[$0].architecture }),
                targets: values.map { ($0 - mean) / deviation }, seed: fitSeed &+ UInt64(number + 1))
            return Bound(fit: fit, bound: (constraint.bound - mean) / deviation, isUpper: constraint.isUpper)
        }
        self.acquisition = acquisition
        best = zip(usable, targets).filter { objective.isFeasible(history.observations[$0.0].values) }.map(\.1).max()
        guard !history.pending.isEmpty else { return }
        believe(problem.space.rows(of: history.pending), count: history.pending.count)
    }

    /// Takes its own predictions for architectures that are being evaluated, so that it proposes others (Ginsbourger et al. 2010, "kriging
    /// believer"). Surrogates that cannot stay as they are.
    mutating func believe(_ rows: [Float], count: Int) {
        func believing(_ fit: any SurrogateFit) -> any SurrogateFit {
            fit.adding(rows: rows, targets: fit.predict(rows, count: count).map(\.mean)) ?? fit
        }
        fit = believing(fit)
        bounds = bounds.map { Bound(fit: believing($0.fit), bound: $0.bound, isUpper: $0.isUpper) }
    }

    /// - Parameters:
    ///   - rows: features, [count][features.count]
    ///   - draws: a standard normal an architecture
    public func expectations(_ rows: [Float], count: Int, draws: [Double]) -> [Expectation] {
        var logs = [Double](repeating: 0, count: count)
        for bound in bounds {
            for (place, moments) in bound.fit.predict(rows, count: count).enumerated() {
                logs[place] += Feasibility.logProbability(moments, bound: bound.bound, isUpper: bound.isUpper).value
            }
        }
        return fit.predict(rows, count: count).enumerated().map { place, moments in
            if let best { logs[place] += acquisition(moments, best: best, draw: draws[place]).value }
            return Expectation(mean: moments.mean, variance: moments.variance, acquisition: logs[place])
        }
    }
}

extension Objective {
    /// The score of each observation as it is learned: the weighted sum, or, where a front is sought, a scalarisation with weights drawn
    /// for this round (ParEGO, Knowles 2006: the augmented Chebyshev norm of what is short of the best observed).
    package func targets(of history: History, seed: UInt64) -> [Double] {
        guard kind == .front else { return history.observations.map { score($0.values) } }
        let parts = history.observations.map { self.parts($0.values) }
        var generator = StudyDraw.scalarisation.generator(seed: seed, round: history.round)
        let draws = terms.map { _ in -log(1 - generator.uniform()) }
        let total = draws.reduce(0, +)
        let ranges = terms.indices.map { term in
            let values = parts.map { $0[term] }.filter(\.isFinite)
            let (low, high) = (values.min() ?? 0, values.max() ?? 0)
            return (high: high, width: max(high - low, .leastNormalMagnitude))
        }
        return parts.map { parts in
            let shortfalls = terms.indices.map { (ranges[$0].high - parts[$0]) / ranges[$0].width * draws[$0] / total }
            return -((shortfalls.max() ?? 0) + 0.05 * shortfalls.reduce(0, +))
        }
    }
}
