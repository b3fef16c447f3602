import Architectures

/// The exact denoisers of tilted distributions: the tilt is a prior.
public struct ExactTilts: TiltableDenoiser {
    private let space: SearchSpace
    public let properties: [PropertyInfo]
    /// Standard scores by place, a property each; a missing figure counts as the middle, 0.
    let scores: [[Double]]

    public init(columns: [BenchmarkTable.Column], in space: SearchSpace) {
        self.init(
            in: space, properties: columns.map(\.info), scores: columns.map { NormalScores.of($0.values).map { $0.isNaN ? 0 : $0 } })
    }

    /// - Parameter scores: those of a property that is never tilted may be left out
    init(in space: SearchSpace, properties: [PropertyInfo], scores: [[Double]]) {
        self.space = space
        self.properties = properties
        self.scores = scores
    }

    public func tilted(by tilts: [String: Double]) throws -> any Denoiser {
        _ = try vector(tilts)
        var logPrior = [Double](repeating: 0, count: space.list?.count ?? 0)
        for (info, values) in zip(properties, scores) {
            guard let tilt = tilts[info.name], tilt != 0 else { continue }
            for place in logPrior.indices { logPrior[place] += tilt * values[place] }
        }
        return ExactDenoiser(of: space, logPrior: logPrior)
    }
}
