/// Predictions for finished samples, taken as architectures.
public enum CleanPredictions {
    /// Natural values by property name for each state [stateDimension], at the noise level of `SampleRun.cleanSigma`.
    /// - Parameter first: index of the first sample in its run, which fixes its place in a panel and so its bits
    public static func natural(
        _ states: [[Float]], from first: Int = 0, by predictor: any Predictor
    ) -> [[String: Double]] {
        scores(states, from: first, by: predictor).map { scores in
            var row: [String: Double] = [:]
            for (p, property) in predictor.properties.enumerated() {
                row[property.name] = predictor.scales[p].value(at: Double(scores[p]))
            }
            return row
        }
    }

    /// Predicted means in standard scores, [states][properties].
    public static func scores(_ states: [[Float]], from first: Int = 0, by predictor: any Predictor) -> [[Float]] {
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
        var next = first
        while next < first + states.count {
            let end = min((next / Panel.width + 1) * Panel.width, first + states.count)
            for sample in next..<end {
                let offset = sample % Panel.width * dimension
                for i in 0..<dimension { x[offset + i] = states[sample - first][i] }
            }
            worker.predict(x, sigma: SampleRun.cleanSigma, means: means, variances: variances)
            for sample in next..<end {
                let offset = sample % Panel.width * count
                results.append(Array(means[offset..<offset + count]))
            }
            next = end
        }
        return results
    }
}
