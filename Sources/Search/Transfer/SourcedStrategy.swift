import Architectures
import Diffusion
import Foundation
import Tensors

/// Transfer from measured tasks: the first architectures are a portfolio that loses least on the sources; then Gaussian processes that trust the sources more or less are weighed by the target's
/// figures, and of all architectures the one of the largest expected improvement is evaluated.
///
/// The seed has no part in it: there is nothing to draw.
public struct SourcedStrategy: Strategy {
    public let name: String
    private let architectures: [Architecture]
    private let portfolio: [Int]
    private let priors: [TrustedPrior]
    private let kernels: [GrowingProcess.Kernel]
    private let places: [Architecture: Int]
    private let grown = GrownProcesses()

    /// - Parameters:
    ///   - portfolio: architectures evaluated before anything is learned of the target; at least 1
    ///   - trusts: hypotheses, alike before the first figure; nil: `Trust.usual`
    /// - Throws: `SearchError.notEnumerable`
    public init(_ name: String, sources: SourceFigures, problem: Problem, portfolio: Int = 1, trusts: [Trust]? = nil) throws {
        let trusts = trusts ?? Trust.usual(sources: sources.names.count)
        precondition(portfolio >= 1 && !trusts.isEmpty && trusts.allSatisfy { $0.means.count == sources.names.count })
        guard let candidates = problem.candidates else { throw SearchError.notEnumerable(strategy: name, space: problem.space.name) }
        precondition(candidates.architectures.count == sources.architectures.count, "sources of another problem")
        self.name = name
        architectures = candidates.architectures
        places = Dictionary(uniqueKeysWithValues: zip(architectures, architectures.indices))
        self.portfolio = Portfolio.places(sources.regrets, count: portfolio)
        let features = problem.space.features
        let smooth = SmoothScores.of(sources.worths, rows: candidates.rows, width: features.count)
        let geometry = GaussianGeometry(features, groups: ["choices", "structure"], trend: nil)
        let scales = GaussianScales(weights: geometry.ranges.map { _ in 0 }, noise: 0, trend: nil)
        let points = candidates.rows.withUnsafeBufferPointer { rows in rows.baseAddress.map { geometry.scaled($0, count: candidates.architectures.count, scales) } ?? [] }
        var kernels: [(trust: Trust, kernel: GrowingProcess.Kernel)] = []
        priors = trusts.map { trust in
            let mean = Self.mean(smooth, weights: trust.means)
            if let known = kernels.firstIndex(where: { $0.trust.distance == trust.distance && $0.trust.noise == trust.noise }) {
                return TrustedPrior(kernel: known, mean: mean)
            }
            kernels.append((trust, Self.kernel(trust, points: points, width: geometry.count, smooth: smooth)))
            return TrustedPrior(kernel: kernels.count - 1, mean: mean)
        }
        self.kernels = kernels.map(\.kernel)
    }

    /// Features, and the sources' scores behind them.
    private static func kernel(_ trust: Trust, points: [Float], width: Int, smooth: [[Float]]) -> GrowingProcess.Kernel {
        guard trust.distance > 0 else { return GrowingProcess.Kernel(points: points, width: width, noise: trust.noise) }
        var all: [Float] = []
        all.reserveCapacity(points.count / width * (width + smooth.count))
        for place in 0..<points.count / width {
            all += points[place * width..<(place + 1) * width]
            for scores in smooth { all.append(Float(trust.distance) * scores[place]) }
        }
        return GrowingProcess.Kernel(points: all, width: width + smooth.count, noise: trust.noise)
    }

    private static func mean(_ smooth: [[Float]], weights: [Double]) -> [Float] {
        var mean = [Float](repeating: 0, count: smooth.first?.count ?? 0)
        for (weight, scores) in zip(weights, smooth) where weight != 0 { for place in mean.indices { mean[place] += Float(weight) * scores[place] } }
        return mean
    }

    public func propose(_ count: Int, for problem: Problem, after history: History, seed: UInt64) throws -> Proposal {
        let clock = ContinuousClock(), start = clock.now
        var asked = Set(history.pending + history.observations.map(\.architecture))
        let first = portfolio.map { architectures[$0] }.filter { !asked.contains($0) }.prefix(count)
        if first.count == count { return Proposal(Array(first)) }
        asked.formUnion(first)

        let known = history.observations.compactMap { observation -> (place: Int, worth: Double)? in
            let worth = problem.objective.worth(observation.values)
            guard worth.isFinite, let place = places[observation.architecture] else { return nil }
            return (place, worth)
        }
        var processes = grown.take(known.map(\.place)) ?? TrustedProcesses(priors, kernels: kernels)
        for observed in known.dropFirst(processes.places.count) { processes.add(observed.place) }
        grown.keep(processes)
        let fitted = clock.now

        var targets = Targets.normalScores(known.map(\.worth))
        let best = targets.max()
        var proposal = Proposal([])
        // What is being evaluated is believed to come out as expected (Ginsbourger et al. 2010).
        func believe(_ place: Int) {
            targets.append(processes.mean(at: place, processes.forecast(targets)))
            processes.add(place)
        }
        for architecture in history.pending + first { if let place = places[architecture] { believe(place) } }
        while proposal.architectures.count < count - first.count {
            let forecast = processes.forecast(targets)
            var found: (place: Int, expectation: Expectation)?
            for (place, architecture) in architectures.enumerated() where !asked.contains(architecture) {
                let expectation = processes.expectation(at: place, forecast, best: best)
                if found.map({ expectation.acquisition > $0.expectation.acquisition }) ?? true { found = (place, expectation) }
            }
            guard let found else { break }
            proposal.architectures.append(architectures[found.place])
            proposal.expectations.append(found.expectation)
            asked.insert(architectures[found.place])
            if proposal.architectures.count < count - first.count { believe(found.place) }
        }
        if !first.isEmpty {
            proposal.architectures = first + proposal.architectures
            proposal.expectations = []
        }
        proposal.times = PhaseTimes(fitting: (fitted - start).seconds, ranking: (clock.now - fitted).seconds)
        return proposal
    }

    /// Probabilities of the hypotheses, given a history, in their order.
    public func weights(for problem: Problem, after history: History) -> [Double] {
        var processes = TrustedProcesses(priors, kernels: kernels), worths: [Double] = []
        for observation in history.observations {
            let worth = problem.objective.worth(observation.values)
            guard worth.isFinite, let place = places[observation.architecture] else { continue }
            processes.add(place)
            worths.append(worth)
        }
        return processes.forecast(Targets.normalScores(worths)).weights
    }
}

/// Processes of earlier rounds, so that a round adds its rows and no more. What is found here is what would be computed anew, to the last bit: the same rows, in the same order.
private final class GrownProcesses: @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [TrustedProcesses] = []
    /// Searches at a time; each keeps a few MB.
    private static let most = 4

    /// Takes out the longest whose observations these begin with.
    func take(_ places: [Int]) -> TrustedProcesses? {
        lock.withLock {
            let fitting = kept.indices.filter { places.starts(with: kept[$0].places) }
            return fitting.max { kept[$0].places.count < kept[$1].places.count }.map { kept.remove(at: $0) }
        }
    }

    func keep(_ processes: TrustedProcesses) {
        lock.withLock {
            if kept.count == Self.most { kept.removeFirst() }
            kept.append(processes)
        }
    }
}
