/// Architectures that complement each other: whatever the task is like, one of them does well.
///
/// Greedy: each next one is that with which the best so far loses least, on average over the tasks (Feurer et al. 2020, "Auto-sklearn 2.0", section 3.1). The gain is submodular, so the greedy
/// set's is at least 1 − 1/e of the best set's (Nemhauser, Wolsey & Fisher 1978).
package enum Portfolio {
    /// - Parameters:
    ///   - regrets: by task, then by architecture: points below the task's best, finite
    ///   - count: how many are wanted; fewer come where there are no more architectures
    /// - Returns: their places, in the order in which they are to be evaluated; of equals the first, and where nothing is left to gain, by their own mean regret
    package static func places(_ regrets: [[Double]], count: Int) -> [Int] {
        let own = SourceFigures.mean(regrets)
        var least = [Double](repeating: .infinity, count: regrets.count)
        var chosen: [Int] = []
        var isTaken = [Bool](repeating: false, count: own.count)
        while chosen.count < min(count, own.count) {
            var best: (place: Int, regret: Double, own: Double)?
            for place in own.indices where !isTaken[place] {
                var regret = 0.0
                for (task, figures) in regrets.enumerated() { regret += min(least[task], figures[place]) }
                if let best, (best.regret, best.own) <= (regret, own[place]) { continue }
                best = (place, regret, own[place])
            }
            guard let best else { break }
            isTaken[best.place] = true
            chosen.append(best.place)
            for (task, figures) in regrets.enumerated() { least[task] = min(least[task], figures[best.place]) }
        }
        return chosen
    }
}
