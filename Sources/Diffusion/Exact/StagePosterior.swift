import Architectures

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The true posterior over one stage's 7,371 possibilities given a noisy state, under any prior of that stage: what
/// `NetworkPosterior` is where the prior is not a sum over layers.
final class StagePosterior {
    private let stage: Int
    private let logPrior: [Double]
    private let choices: [MobileNet.Stage]
    /// Node types by stage code, [7371][4].
    private let types: [Int]
    private var weights: [Double]

    /// - Parameter logPrior: ln prior by stage code, up to a constant [7371]
    init(stage: Int, logPrior: [Double]) {
        precondition(logPrior.count == MobileNet.Stage.count, "a stage has 7,371 possibilities")
        self.stage = stage
        self.logPrior = logPrior
        choices = MobileNet.Stage.all
        types = choices.flatMap { choice in (0..<MobileNet.layersPerStage).map { place in choice[place].map { $0.code + 1 } ?? 0 } }
        weights = Array(repeating: 0, count: MobileNet.Stage.count)
    }

    /// Computes the posterior given a whole noisy state [227] and writes the stage's part of the probabilities of each type and slot into
    /// `output` [227].
    func probabilities(given x: UnsafePointer<Float>, sigma: Double, into output: UnsafeMutablePointer<Float>) {
        let scale = 2 / (sigma * sigma)
        let first = stage * MobileNet.layersPerStage, columns = NetworkPosterior.types, slots = NetworkPosterior.slots(stage)
        let leaves = stage + 1 < MobileNet.stageCount
        let edges = MobileNet.Stage.depths.map { depth in
            (1..<depth).reduce(leaves ? Double(x[slots + 1 + depth]) : 0) { $0 + Double(x[slots + $1 - 1]) }
        }
        var top = -Double.infinity
        for (code, choice) in choices.enumerated() {
            var score = edges[choice.depth - 2]
            for place in 0..<4 { score += Double(x[(first + place) * columns + types[4 * code + place]]) }
            weights[code] = scale * score + logPrior[code]
            top = max(top, weights[code])
        }
        var total = 0.0
        for code in weights.indices {
            weights[code] = exp(weights[code] - top)
            total += weights[code]
        }
        var sums = [Double](repeating: 0, count: 4 * columns), depths = [0.0, 0.0, 0.0]
        for (code, choice) in choices.enumerated() {
            let share = weights[code] / total
            for place in 0..<4 { sums[place * columns + types[4 * code + place]] += share }
            depths[choice.depth - 2] += share
        }
        for i in sums.indices { output[first * columns + i] = Float(sums[i]) }
        for place in 0..<3 {
            output[slots + place] = Float(depths[place...].reduce(0, +))
            if leaves { output[slots + 3 + place] = Float(depths[place]) }
        }
    }
}
