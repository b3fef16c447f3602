/// Predictions for finished samples, taken as architectures.
public enum CleanPredictions {
    /// Natural values by property name for each state [stateDimension], at the noise level of `SampleRun.cleanSigma`.
    /// - Parameter first: index of the first sample in its run, which fixes its place in a panel and so its bits
    public static func natural(
        _ states: [[Float]], from first: Int = 0, by predictor: any Predictor
    ) -> [[String: Double]] {
        natural(states, at: Array(first..<first + states.count), by: predictor)
    }

    /// The same of any samples of a run. - Parameter samples: the place of each in its run
    public static func natural(_ states: [[Float]], at samples: [Int], by predictor: any Predictor) -> [[String: Double]] {
        scores(states, at: samples, by: predictor).map { scores in
            var row: [String: Double] = [:]
            for (p, property) in predictor.properties.enumerated() {
                row[property.name] = predictor.scales[p].value(at: Double(scores[p]))
            }
            return row
        }
    }

    /// Predicted means in standard scores, [states][properties].
    public static func scores(_ states: [[Float]], from first: Int = 0, by predictor: any Predictor) -> [[Float]] {
        scores(states, at: Array(first..<first + states.count), by: predictor)
    }

    /// The same of any samples of a run, each in its slot of a panel. - Parameter samples: the place of each in its run
    static func scores(_ states: [[Float]], at samples: [Int], by predictor: any Predictor) -> [[Float]] {
        let worker = predictor.makeWorker()
        let dimension = states.first?.count ?? 0
        let count = predictor.properties.count
        func buffer(_ count: Int) -> PanelBuffer {
            let buffer = PanelBuffer.allocate(capacity: max(count, 1))
            buffer.initialize(repeating: 0)
            return buffer
        }
        let x = buffer(Panel.width * dimension)
        let means = buffer(Panel.width * count), variances = buffer(Panel.width * count)
        defer { for buffer in [x, means, variances] { buffer.deallocate() } }
        var results: [[Float]] = []
        results.reserveCapacity(states.count)
        var next = 0
        while next < states.count {
            // As many as have slots that are not taken yet.
            var end = next, taken = Set<Int>()
            while end < states.count, taken.insert(samples[end] % Panel.width).inserted { end += 1 }
            for place in next..<end {
                let offset = samples[place] % Panel.width * dimension
                for i in 0..<dimension { x[offset + i] = states[place][i] }
            }
            worker.predict(x, sigma: SampleRun.cleanSigma, means: means, variances: variances)
            for place in next..<end {
                let offset = samples[place] % Panel.width * count
                results.append(Array(means[offset..<offset + count]))
            }
            next = end
        }
        return results
    }
}
