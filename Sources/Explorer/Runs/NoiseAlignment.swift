import Diffusion

/// Which step of one run stands where a step of another does: the one with the noise level nearest in log σ.
public struct NoiseAlignment: Sendable {
    /// By position of the first run, its end included, the position in the second.
    private let places: [Int]

    /// - Parameters:
    ///   - levels: σ by step, falling
    ///   - others: the same of the other run
    public init(_ levels: [Double], to others: [Double]) {
        var places: [Int] = []
        places.reserveCapacity(levels.count + 1)
        var place = 0
        // Both fall, so the nearest only moves on; of two that are as near the noisier one counts.
        for level in levels {
            while place + 1 < others.count,
                Self.distance(others[place + 1], level) < Self.distance(others[place], level)
            {
                place += 1
            }
            places.append(place)
        }
        // The ends are the clean estimates.
        places.append(others.count)
        self.places = places
    }

    public init(_ settings: RunSettings, to other: RunSettings) {
        self.init(settings.levels.map(\.sigma), to: other.levels.map(\.sigma))
    }

    /// The position in the other run; before the first step its first, behind the end its end.
    public func place(of position: Int) -> Int { places[min(max(position, 0), places.count - 1)] }

    private static func distance(_ a: Double, _ b: Double) -> Double { max(a / b, b / a) }
}
