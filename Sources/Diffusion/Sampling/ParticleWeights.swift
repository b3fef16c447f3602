import Platform
import Tensors

/// Weights of the particles of twisted sequential Monte Carlo (Wu et al. 2023, algorithm 1), and their resampling.
package struct ParticleWeights: Sendable {
    /// ln weights since the last resampling.
    package private(set) var logWeights: [Double]
    /// The log tilt that each particle was last weighed with.
    package private(set) var logTilts: [Double]
    private var shares: [Double]
    package private(set) var ancestors: [Int]

    package init(count: Int) {
        logWeights = [Double](repeating: 0, count: count)
        logTilts = [Double](repeating: 0, count: count)
        shares = [Double](repeating: 0, count: count)
        ancestors = Array(0..<count)
    }

    /// w ← w · p/q · ψ(x')/ψ(x).
    package mutating func weigh(_ particle: Int, logTilt: Double, logRatio: Double) {
        logWeights[particle] += logTilt - logTilts[particle] + logRatio
        logTilts[particle] = logTilt
    }

    /// (Σw)²/Σw²: how many equally weighted particles these are worth (Kong et al. 1994).
    package var effectiveSize: Double {
        let top = logWeights.max() ?? 0
        guard top.isFinite else { return 0 }
        var sum = 0.0, squares = 0.0
        for weight in logWeights {
            let w = exp(weight - top)
            sum += w
            squares += w * w
        }
        return sum * sum / squares
    }

    /// Chooses an ancestor for every particle, in proportion to the weights, by one uniform draw (systematic resampling, Carpenter et
    /// al. 1999), and makes all weights one. Particles whose ancestor can be themselves stay at their places.
    package mutating func resample(uniform: Double) {
        let count = logWeights.count
        let top = logWeights.max() ?? 0
        // Where no weight is a number, nothing is known: everyone stays.
        guard top.isFinite else {
            for i in 0..<count { (ancestors[i], logWeights[i]) = (i, 0) }
            return
        }
        var total = 0.0
        for i in 0..<count {
            shares[i] = exp(logWeights[i] - top)
            total += shares[i]
        }
        var sum = 0.0, particle = 0
        for i in 0..<count {
            let target = (Double(i) + uniform) / Double(count) * total
            while sum + shares[particle] <= target && particle + 1 < count {
                sum += shares[particle]
                particle += 1
            }
            ancestors[i] = particle
        }
        settle()
        for i in 0..<count { logWeights[i] = 0 }
    }

    /// Carries the log tilts over to the particles' successors.
    package mutating func inherit() {
        let before = logTilts
        for (i, ancestor) in ancestors.enumerated() { logTilts[i] = before[ancestor] }
    }

    /// Gives every surviving particle its own place, the rest to the copies: fewer states move, and a sample's number keeps its path.
    private mutating func settle() {
        let count = ancestors.count
        var copies = [Int](repeating: 0, count: count)
        for ancestor in ancestors { copies[ancestor] += 1 }
        var spare: [Int] = []
        for i in 0..<count where copies[i] > 0 {
            for _ in 1..<copies[i] { spare.append(i) }
        }
        var next = 0
        for i in 0..<count {
            if copies[i] > 0 {
                ancestors[i] = i
            } else {
                ancestors[i] = spare[next]
                next += 1
            }
        }
    }
}
