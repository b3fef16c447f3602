import Foundation
import Testing

@Suite struct EvaluateTests {
    let program: Program
    init() throws { program = try Program() }

    @Test func qualityOfTheEmbeddedDenoiser() throws {
        let report = try program.json("evaluate", "quality", "--count", "4096", "--seed", "2")
        func number(_ key: String) throws -> Double { try #require(report[key] as? Double) }
        #expect(try number("validity") >= 0.998)
        #expect(abs(try number("uniqueness") - number("expected_uniqueness")) < 0.02)
        #expect(try number("max_share_deviation") < 0.03)
        #expect(abs(try number("novelty") - 0.5) < 0.05)
        // What was left open is told as what it came to.
        #expect(report["sampler"] as? String == "sde-dpm-solver++" && report["denoiser_evaluations_per_sample"] as? Int == 20)
        let exact = try program.json("evaluate", "quality", "--count", "64", "--denoiser", "exact")
        #expect(exact["sampler"] as? String == "joint" && exact["denoiser_evaluations_per_sample"] as? Int == 5)
    }

    @Test func guidanceComesNearTheExactTilt() throws {
        let report = try program.json(
            "evaluate", "guidance", "--property", "baseline_accuracy", "--gamma", "0,2", "--count", "512")
        let rows = try #require(report["rows"] as? [[String: Any]])
        #expect(rows.count == 4)
        for row in rows {
            let mean = try #require(row["mean_standard_score"] as? Double), exact = try #require(row["exact_mean_standard_score"] as? Double)
            #expect(abs(mean - exact) < 0.3, "\(row)")
            for key in ["gamma", "mean_value", "exact_mean_value", "tv", "tv_floor", "tv_floor_95"] { #expect(row[key] is Double) }
            #expect(["learned", "exact"].contains(row["denoiser"] as? String))
        }
    }

    /// Every sampler nears the known distribution, and by so many steps the good ones are there.
    @Test func samplersConverge() throws {
        let line = [
            "evaluate", "convergence", "--property", "baseline_accuracy", "--gamma", "1", "--count", "512", "--steps", "5,40",
            "--samplers", "ancestral,euler-maruyama,dpm-solver+++langevin,heun+churn",
        ]
        let report = try program.json(line)
        let rows = try #require(report["rows"] as? [[String: Any]])
        #expect(
            rows.compactMap { $0["sampler"] as? String } == [
                "ancestral", "ancestral", "euler-maruyama", "euler-maruyama", "dpm-solver+++langevin", "dpm-solver+++langevin",
                "heun+churn", "heun+churn",
            ])
        #expect(rows.compactMap { $0["denoiser_evaluations"] as? Int } == [5, 40, 5, 40, 10, 80, 9, 79])
        for row in rows where row["steps"] as? Int == 40 {
            #expect(abs(try #require(row["mean_standard_score_error"] as? Double)) < 0.25, "\(row)")
            #expect(try #require(row["tv"] as? Double) < 0.15, "\(row)")
            #expect(try #require(row["validity"] as? Double) > 0.99)
        }
        let coarse = try #require(rows[2]["tv"] as? Double)
        #expect(coarse > 0.3)
        let text = try program.run(line + ["--format", "text"])
        #expect(text.status == 0 && text.output.contains("Total variation (of exact draws: 0.0"))
    }

    @Test(.enabled(if: Program.data != nil, "needs nasbench201.csv in DNAG_DATA or ../shared/data"))
    func predictorOnHeldOutCells() throws {
        let table = try #require(Program.data).appendingPathComponent("nasbench201.csv").path
        let report = try program.json("evaluate", "predictor", "--table", table)
        let properties = try #require(report["properties"] as? [[String: Any]])
        let bars: [Double: Double] = [0.1: 0.97, 0.3: 0.95, 1: 0.90, 2: 0.90]
        var seen = 0
        for property in properties {
            let name = try #require(property["name"] as? String)
            let rows = try #require(property["rows"] as? [[String: Any]])
            for row in rows {
                let sigma = try #require(row["sigma"] as? Double)
                if ["cifar10_valid", "cifar10_test", "cifar100_valid", "cifar100_test"].contains(name), sigma == 0.1 {
                    #expect(try #require(row["spearman"] as? Double) >= 0.98)
                    seen += 1
                }
                if name == "cifar10_test" { #expect(try #require(row["r2_exact"] as? Double) >= #require(bars[sigma])) }
            }
        }
        #expect(seen == 4)
    }
}
