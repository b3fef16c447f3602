import Foundation
import Testing

/// `dnag search leave-one-out`, as it is run.
@Suite struct SearchLeaveOneOutTests {
    let program: Program
    init() throws { program = try Program() }

    private static let line = ["search", "leave-one-out", "--space", "nasbenchgraph", "--budget", "4", "--initial", "2", "--tasks", "cora_valid,citeseer_valid,photo_valid"]

    /// Every task is a target, and the mean over the tasks is theirs.
    @Test func theMeanIsThatOfItsTargets() throws {
        let report = try program.json(Self.line + ["--seeds", "2", "--share", "0.3"])
        let targets = try #require(report["targets"] as? [[String: Any]]), mean = try #require(report["mean"] as? [[String: Any]])
        #expect(targets.compactMap { $0["target"] as? String } == ["cora_valid", "citeseer_valid", "photo_valid"])
        #expect(mean.compactMap { $0["strategy"] as? String } == ["transfer", "rank", "alone", "random"])
        for (place, strategy) in mean.enumerated() {
            let regret = try #require(strategy["mean_regret"] as? [Double])
            #expect(regret.count == 4 && zip(regret, regret.dropFirst()).allSatisfy { $0 >= $1 } && regret.allSatisfy { $0 >= 0 })
            let own = try targets.map { target in
                try #require(((target["strategies"] as? [[String: Any]])?[place])?["mean_regret"] as? [Double])
            }
            for n in 0..<4 { #expect(abs(regret[n] - own.reduce(0) { $0 + $1[n] } / 3) < 1e-9) }
            #expect((strategy["standard_error"] as? [Double])?.count == 4)
        }
    }

    /// The same line gives the same figures, whatever the threads; one seed has no error to tell.
    @Test func theSameLineGivesTheSame() throws {
        let lines = try ["1", "2"].map { try program.run(Self.line + ["--threads", $0, "--format", "csv"]) }
        #expect(lines[0].status == 0 && lines[0].output == lines[1].output && lines[0].output.hasPrefix("target,strategy,evaluations,mean_regret,standard_error\n"))
        let rows = lines[0].output.split(separator: "\n").dropFirst()
        #expect(rows.count == 4 * 4 * 4 && rows.allSatisfy { $0.hasSuffix(",") })
        let text = try program.run(Self.line).output
        #expect(text.contains("mean over the tasks: mean regret after") && !text.contains("±"))
    }

    @Test(arguments: [
        (["--tasks", "cora_valid"], "needs at least two, and one is named"), (["--tasks", "cora_valid,cora_valid"], "is given twice"),
        (["--tasks", "cora_valid,nothing"], "no table has figures of 'nothing'"),
        (["--tasks", "cora_valid,cora_latency_s"], "must name columns of one unit: 'cora_valid' is in %, 'cora_latency_s' is in s"),
        (["--tasks", "cora_valid,photo_valid", "--budget", "2", "--portfolio", "3"], "below the portfolio of 3"),
        (["--tasks", "cora_valid,photo_valid", "--share", "0"], "--share"), (["--tasks", "cora_valid,photo_valid", "--share", "nan"], "--share"),
        (["--tasks", "a,b", "--space", "mobilenetv3"], "is not to be had for --space mobilenetv3"),
    ])
    func whatCannotBeSearchedIsSaid(arguments: [String], words: String) throws {
        let result = try program.run(["search", "leave-one-out", "--space", "nasbenchgraph"] + arguments)
        #expect(result.status != 0 && result.error.contains(words) && result.output.isEmpty, "\(arguments): \(result.error)")
    }
}
