import Architectures

/// Figures of architectures by property: what was measured or can be counted, else what a predictor says.
public struct FigureLookup: Sendable {
    public enum Origin: String, Sendable, Hashable, CaseIterable { case measured, predicted }

    public struct Figure: Sendable, Hashable {
        public let value: Double
        public let origin: Origin
    }

    /// Where the figures of one property come from.
    public struct Source: Sendable {
        public let info: PropertyInfo
        /// By place, NaN where there is none; nil where no table has the property, or the space has no list.
        public let values: [Double]?
        /// Of a space without a list: what is exactly a sum over its parts.
        public let sum: FactoredFigure?
        /// Whether the predictor knows the property by the name it is asked for.
        public let isPredicted: Bool

        /// Whether figures were measured or can be counted, of some architectures at least.
        public var isMeasured: Bool { values != nil || sum != nil }

        public init(info: PropertyInfo, values: [Double]? = nil, sum: FactoredFigure? = nil, isPredicted: Bool) {
            self.info = info
            self.values = values
            self.sum = sum
            self.isPredicted = isPredicted
        }
    }

    public let space: SearchSpace
    private let sources: [String: Source]

    /// - Parameter sources: by the name that a property is asked for
    public init(of space: SearchSpace, _ sources: [String: Source] = [:]) {
        self.space = space
        self.sources = sources
    }

    public subscript(property: String) -> Source? { sources[property] }

    /// What was measured or can be counted of an architecture; nil where there is no such figure.
    public func measured(_ property: String, of architecture: Architecture) -> Double? {
        guard let source = sources[property] else { return nil }
        if let sum = source.sum { return sum.value(of: architecture) }
        guard let values = source.values, let place = architecture.place, values.indices.contains(place), !values[place].isNaN else { return nil }
        return values[place]
    }

    /// Whether a figure of it means nothing: the latency of an architecture without a path from input to output, whoever says it.
    func isMeaningless(_ source: Source, _ architecture: Architecture) -> Bool {
        source.info.isLatency && !space.layout.slots.isEmpty && !architecture.edges.contains(true)
    }

    /// A figure of each sample that is an architecture, by property: measured where it is, else predicted; none where neither is known.
    ///
    /// The predictor is asked for those samples alone that need it.
    /// - Parameters:
    ///   - samples: with their places in the run, which fix the bits of a prediction
    ///   - predictor: what speaks where nothing was measured
    public func figures(
        _ properties: [String], of samples: [(index: Int, sample: GeneratedSample)], predictor: (any Predictor)?
    ) -> [[String: Figure]] {
        var found = [[String: Figure]](repeating: [:], count: samples.count)
        var unknown: [(place: Int, properties: [String])] = []
        for (place, entry) in samples.enumerated() {
            guard entry.sample.isValid, let architecture = entry.sample.architecture else { continue }
            var missing: [String] = []
            for property in properties {
                guard let source = sources[property], !isMeaningless(source, architecture) else { continue }
                if let value = measured(property, of: architecture) {
                    found[place][property] = Figure(value: value, origin: .measured)
                } else if source.isPredicted {
                    missing.append(property)
                }
            }
            if !missing.isEmpty { unknown.append((place, missing)) }
        }
        guard !unknown.isEmpty, let predictor else { return found }
        let states = unknown.map { samples[$0.place].sample.state }, indices = unknown.map { samples[$0.place].index }
        for (entry, predicted) in zip(unknown, CleanPredictions.natural(states, at: indices, by: predictor)) {
            for property in entry.properties {
                guard let value = predicted[property], value.isFinite else { continue }
                found[entry.place][property] = Figure(value: value, origin: .predicted)
            }
        }
        return found
    }
}
