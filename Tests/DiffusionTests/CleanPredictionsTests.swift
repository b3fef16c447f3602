import Architectures
import Diffusion
import Testing

@Suite struct CleanPredictionsTests {
    private var states: [[Float]] { stride(from: 0, to: Cell.count, by: 777).compactMap { Cell(code: $0)?.state } }

    @Test func scoresArePredictionsAtTheCleanLevel() throws {
        let predictor = try LearnedModels.predictor()
        let scores = CleanPredictions.scores(states, by: predictor)
        #expect(scores.count == 21)
        for start in stride(from: 0, to: 21, by: 8) {
            let chunk = Array(states[start..<min(start + 8, 21)])
            let truth = predict(predictor, chunk, sigma: SampleRun.cleanSigma).map(\.means)
            #expect(Array(scores[start..<start + chunk.count]) == truth)
        }
    }

    /// A later start keeps each sample's place in its panel, and so its bits.
    @Test(arguments: [1, 5, 8, 13]) func anyPartGivesTheSameBits(first: Int) throws {
        let predictor = try LearnedModels.predictor()
        let whole = CleanPredictions.scores(states, by: predictor)
        #expect(CleanPredictions.scores(Array(states[first...]), from: first, by: predictor) == Array(whole[first...]))
    }

    @Test func naturalValuesOfTheExactPredictorAreTheTables() throws {
        let column = try Figures.accuracy()
        let natural = CleanPredictions.natural(states, by: ExactPredictor(columns: [column], in: .nasbench201))
        for (row, code) in zip(natural, stride(from: 0, to: Cell.count, by: 777)) {
            #expect(abs((row["baseline_accuracy"] ?? .nan) - column.values[code]) < 0.3)
        }
        #expect(CleanPredictions.natural([], by: ExactPredictor(columns: [column], in: .nasbench201)).isEmpty)
    }
}
