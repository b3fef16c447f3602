import ArgumentParser

/// `dnag evaluate`: measures the models against what is exactly known.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure samples, predictor, guidance and samplers against the exact posterior.",
        discussion: """
            EXAMPLES
              dnag evaluate quality --count 16384 --seed 1 --format json
              dnag evaluate predictor --table nasbench201.csv --format json
              dnag evaluate guidance --property cifar10_test --gamma 0,1,2,4 --count 1024 --table nasbench201.csv
              dnag evaluate transfer
              dnag evaluate convergence --property baseline_accuracy --gamma 2
            """,
        subcommands: [EvaluateQuality.self, EvaluatePredictor.self, EvaluateGuidance.self, EvaluateConvergence.self, EvaluateParity.self, EvaluateTransfer.self])
}
