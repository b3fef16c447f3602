import Architectures
import Platform
import Tensors

/// How well a noise-aware predictor does on given architectures of a listed space, one property, by noise level.
public struct PredictorReport: Sendable, Hashable {
    public struct Row: Sendable, Hashable {
        public let sigma: Double
        /// Rank correlation of the predicted mean given x_t with what was measured; nil of fewer than `leastCells`, or where all are alike.
        public let spearman: Double?
        /// 1 − Σ(μ − E[y|x_t])² / Σ(E[y|x_t] − mean)², against the exact posterior mean over all architectures, in standard scores; nil also where
        /// less than `leastShare` of the space was measured, since nobody knows that mean then.
        public let exactR2: Double?
        /// The same for the posterior variance; nil also where that is all but zero (small σ).
        public let varianceR2: Double?
    }

    /// Nothing is said of fewer architectures.
    public static let leastCells = 30
    /// The share of the space that must be measured for the exact posterior to be known.
    public static let leastShare = 0.95

    public let property: String
    /// How many of the architectures were measured: those that the figures are of.
    public let cells: Int
    /// Whether enough of the space was measured for R².
    public let coversSpace: Bool
    public let rows: [Row]

    /// - Parameters:
    ///   - columns: what was measured; those the predictor knows are reported, in the predictor's order
    ///   - places: the architectures to noise, one draw each at every noise level
    public static func make(
        _ predictor: any Predictor, columns: [BenchmarkTable.Column], of space: SearchSpace, places: [Int], sigmas: [Double], seed: UInt64,
        threads: Int, progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) -> [PredictorReport] {
        let known: [(index: Int, column: BenchmarkTable.Column)] = predictor.properties.enumerated().compactMap {
            index, info in columns.first { $0.name == info.name }.map { (index, $0) }
        }
        guard !known.isEmpty else { return [] }
        let truth = ExactPredictor(columns: known.map(\.column), in: space)
        let panels = Panel.count(forSamples: places.count)
        let items = panels * sigmas.count
        let noise = NoiseSource(seed: seed)
        let done = ProgressCount()
        let moments = Moments(sigmas: sigmas.count, properties: known.count, samples: panels * Panel.width)
        let workers = (0..<max(1, min(threads, items))).map { _ in Worker(predictor, truth, space) }
        let shared = SharedWork(workers: workers, moments: moments)
        Threads.share(items, threads: workers.count) { thread, item in
            let (level, panel) = (item / panels, item % panels)
            shared.workers[thread].run(
                places, panel: panel, sigma: sigmas[level], level: level, noise: noise, known: known.map(\.index),
                into: shared.moments)
            progress?(done.increment(), items)
        }
        return known.enumerated().map { position, entry in
            let labelled = places.indices.filter { !entry.column.values[places[$0]].isNaN }
            let coversSpace = Double(entry.column.values.count { !$0.isNaN }) >= leastShare * Double(entry.column.values.count)
            let rows = sigmas.indices.map { level -> Row in
                func gather(_ buffer: UnsafeMutablePointer<Float>) -> [Double] {
                    labelled.map { Double(buffer[moments.offset(level, position, $0)]) }
                }
                let predicted = gather(moments.predicted.pointer), exact = gather(moments.exact.pointer)
                let exactVariance = gather(moments.exactVariance.pointer)
                let averageVariance = exactVariance.reduce(0, +) / Double(exactVariance.count)
                func figure(where isKnown: Bool = true, _ value: Double) -> Double? {
                    isKnown && labelled.count >= leastCells && value.isFinite ? value : nil
                }
                return Row(
                    sigma: sigmas[level],
                    spearman: figure(Statistics.spearman(predicted, labelled.map { entry.column.values[places[$0]] })),
                    exactR2: figure(where: coversSpace, Statistics.r2(predicted, of: exact)),
                    varianceR2: figure(
                        where: coversSpace && averageVariance >= 0.01, Statistics.r2(gather(moments.predictedVariance.pointer), of: exactVariance)))
            }
            return PredictorReport(property: entry.column.name, cells: labelled.count, coversSpace: coversSpace, rows: rows)
        }
    }

    /// Means and variances of both predictors by (level, property, sample).
    private final class Moments {
        let predicted, exact, predictedVariance, exactVariance: ScratchOwner
        let properties, samples: Int

        init(sigmas: Int, properties: Int, samples: Int) {
            self.properties = properties
            self.samples = samples
            predicted = ScratchOwner(sigmas * properties * samples)
            exact = ScratchOwner(sigmas * properties * samples)
            predictedVariance = ScratchOwner(sigmas * properties * samples)
            exactVariance = ScratchOwner(sigmas * properties * samples)
        }

        func offset(_ level: Int, _ property: Int, _ sample: Int) -> Int {
            (level * properties + property) * samples + sample
        }
    }

    private struct SharedWork: @unchecked Sendable {
        let workers: [Worker]
        let moments: Moments
    }

    private final class Worker {
        private let learned, exact: any PredictorWorker
        private let x, means, variances, exactMeans, exactVariances: PanelBuffer
        private let count, exactCount: Int
        private let space: SearchSpace

        init(_ predictor: any Predictor, _ truth: ExactPredictor, _ space: SearchSpace) {
            self.space = space
            learned = predictor.makeWorker()
            exact = truth.makeWorker()
            count = predictor.properties.count
            exactCount = truth.properties.count
            func buffer(_ count: Int) -> PanelBuffer {
                let buffer = PanelBuffer.allocate(capacity: count)
                buffer.initialize(repeating: 0)
                return buffer
            }
            x = buffer(Panel.width * space.layout.stateDimension)
            means = buffer(Panel.width * count)
            variances = buffer(Panel.width * count)
            exactMeans = buffer(Panel.width * exactCount)
            exactVariances = buffer(Panel.width * exactCount)
        }

        deinit { for buffer in [x, means, variances, exactMeans, exactVariances] { buffer.deallocate() } }

        func run(
            _ places: [Int], panel: Int, sigma: Double, level: Int, noise: NoiseSource, known: [Int],
            into moments: Moments
        ) {
            let dimension = space.layout.stateDimension
            for slot in 0..<Panel.width {
                let sample = panel * Panel.width + slot
                let place = places[min(sample, places.count - 1)]
                noise.normals(
                    into: PanelBuffer(rebasing: x[slot * dimension..<(slot + 1) * dimension]),
                    sample: UInt32(sample), step: UInt32(level), stage: 0xE7)
                guard let clean = Architecture(place: place, of: space)?.state else { continue }
                for i in 0..<dimension { x[slot * dimension + i] = clean[i] + Float(sigma) * x[slot * dimension + i] }
            }
            learned.predict(x, sigma: sigma, means: means, variances: variances)
            exact.predict(x, sigma: sigma, means: exactMeans, variances: exactVariances)
            for slot in 0..<Panel.width {
                for (position, index) in known.enumerated() {
                    let i = moments.offset(level, position, panel * Panel.width + slot)
                    moments.predicted.pointer[i] = means[slot * count + index]
                    moments.predictedVariance.pointer[i] = variances[slot * count + index]
                    moments.exact.pointer[i] = exactMeans[slot * exactCount + position]
                    moments.exactVariance.pointer[i] = exactVariances[slot * exactCount + position]
                }
            }
        }
    }
}
