import Architectures

/// The exact denoisers of tilted distributions: the tilt is a prior.
public struct ExactTilts: TiltableDenoiser {
    public let properties: [PropertyInfo]
    /// Normal scores by code, a property each; a missing figure counts as the middle, 0.
    let scores: [[Double]]

    public init(columns: [BenchmarkTable.Column]) {
        properties = columns.map(\.info)
        scores = columns.map { NormalScores.of($0.values).map { $0.isNaN ? 0 : $0 } }
    }

    public func tilted(by tilts: [String: Double]) throws -> any Denoiser {
        _ = try vector(tilts)
        var logPrior = [Double](repeating: 0, count: Cell.count)
        for (info, values) in zip(properties, scores) {
            guard let tilt = tilts[info.name], tilt != 0 else { continue }
            for code in 0..<Cell.count { logPrior[code] += tilt * values[code] }
        }
        return ExactDenoiser(logPrior: logPrior)
    }
}
