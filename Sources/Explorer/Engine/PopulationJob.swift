import Architectures
import Diffusion
import Foundation

/// A population that is being computed: first the exact distribution, then a step of all samples at a time.
final class PopulationJob: EngineJob {
    private let request: PopulationRequest
    private let run: LockStepRun
    private let space: SearchSpace
    private let entries: [(place: Int, entry: Catalog.Entry)?]
    private let propertyCount: Int
    private let scores: ScoreShelf
    private var needsTruth = true
    private(set) var isFinished = false

    /// - Throws: `ExplorerError.nothingLoaded`, `GuidanceError`
    init(_ request: PopulationRequest, shelf: inout ModelShelf, scores: ScoreShelf) throws {
        guard let models = shelf.models(request.denoiser) else { throw ExplorerError.nothingLoaded }
        self.request = request
        self.scores = scores
        let catalog = shelf.catalog
        space = catalog.space
        entries = request.properties.map { name in catalog.place(of: name).map { ($0, catalog.entries[$0]) } }
        propertyCount = models.predictor?.properties.count ?? 0
        run = try LockStepRun(
            max(request.count, 1), models: models, settings: request.settings,
            threads: ProcessInfo.processInfo.activeProcessorCount, observes: true)
    }

    func advance(until isInterrupted: () -> Bool) -> [EngineEvent] {
        if needsTruth {
            guard scores.prepare(wanted, until: isInterrupted) else { return [] }
            needsTruth = false
            let known = entries.map { $0?.entry }
            let truth =
                space.isListed
                ? PopulationTruth(request, entries: known, shelf: scores) : PopulationTruth(ofFactored: request, in: space, entries: known)
            return [.population(ticket: request.ticket, .truth(truth))]
        }
        var steps: [PopulationStep] = []
        let end = ContinuousClock.now + .milliseconds(12)
        while !run.isFinished {
            let isPaused = !run.advance { isInterrupted() || ContinuousClock.now >= end }
            if isPaused { break }
            steps.append(step(run.step - 1))
            if ContinuousClock.now >= end || isInterrupted() { break }
        }
        isFinished = run.isFinished
        return steps.isEmpty ? [] : [.population(ticket: request.ticket, .steps(steps))]
    }

    /// What the truth is made of: properties shown or steered by.
    private var wanted: [Catalog.Entry] { entries.compactMap { $0?.entry } }

    private func step(_ index: Int) -> PopulationStep {
        let dimension = space.layout.stateDimension
        var architectures = [Architecture?](repeating: nil, count: run.places.count)
        var isValid = [Bool](repeating: false, count: run.places.count)
        var scores = [Float](repeating: .nan, count: run.places.count * entries.count)
        for (sample, place) in run.places.enumerated() {
            let state = run.states[place / Panel.width], slot = place % Panel.width
            let buffer = run.isFinished ? state.x : state.estimate.guided
            let row = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(buffer)[slot * dimension..<(slot + 1) * dimension])
            if let seen = space.glance(row) { (architectures[sample], isValid[sample]) = (seen.architecture, seen.isValid) }
            for (p, known) in entries.enumerated() {
                guard let known, known.place < propertyCount else { continue }
                scores[sample * entries.count + p] = state.estimate.means[slot * propertyCount + known.place]
            }
        }
        return PopulationStep(
            index: index, architectures: architectures, isValid: isValid, scores: scores, predicted: moments(scores),
            meanScores: entries.indices.map { p in
                PopulationStep.Moments(of: column(p, of: scores).map(Double.init)).mean
            },
            diversity: PopulationDiversity(zip(architectures, isValid).compactMap { $1 ? $0 : nil }, in: space),
            effectiveSize: run.effectiveSizes.last)
    }

    private func moments(_ scores: [Float]) -> [PopulationStep.Moments] {
        entries.enumerated().map { p, known in
            guard let scale = known?.entry.scale else { return .init(mean: .nan, deviation: .nan) }
            return PopulationStep.Moments(of: column(p, of: scores).map { scale.value(at: Double($0)) })
        }
    }

    private func column(_ p: Int, of scores: [Float]) -> some Sequence<Float> & LazySequenceProtocol {
        stride(from: p, to: scores.count, by: entries.count).lazy.map { scores[$0] }
    }
}

extension PopulationStep.Moments {
    /// Mean and standard deviation of the values that are numbers; NaN without any.
    init(of values: some Sequence<Double>) {
        var count = 0.0, mean = 0.0, squares = 0.0
        // Welford (1962).
        for value in values where !value.isNaN {
            count += 1
            let difference = value - mean
            mean += difference / count
            squares += difference * (value - mean)
        }
        self.init(mean: count > 0 ? mean : .nan, deviation: count > 0 ? (squares / count).squareRoot() : .nan)
    }
}
