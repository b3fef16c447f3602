import Foundation
import Testing

/// `--denoiser published` and published predictors in `generate` and `evaluate`. A few steps of training make the files.
@Suite struct PublishedModelTests {
    let program: Program
    let denoiser, predictor: String

    init() throws {
        program = try Program()
        (denoiser, predictor) = (program.file("score"), program.file("gcn"))
        let trained = try program(
            "train", "published-denoiser", "--steps", "1", "--batch", "64", "--mask", "published", "--sigma-max", "4", "--out", denoiser)
        #expect(trained.status == 0, "\(trained.error)")
        let other = try program(
            "train", "published-predictor", "--property", "params_m", "--steps", "2", "--batch", "16", "--out", predictor)
        #expect(other.status == 0, "\(other.error)")
    }

    private func cells(_ options: String...) throws -> String {
        let result = try program.run(
            ["generate", "--count", "9", "--steps", "4", "--denoiser", "published", "--denoiser-file", denoiser, "--format", "json"]
                + options)
        #expect(result.status == 0, "\(result.error)")
        return result.output
    }

    @Test func theFileSaysMaskAndNoiseUnlessOptionsDo() throws {
        let usual = try cells()
        #expect(usual == (try cells("--sigma-max", "4", "--sigma-min", "0.1", "--mask", "published")))
        #expect(usual != (try cells("--sigma-max", "5")))
        #expect(usual != (try cells("--sigma-min", "0.2")))
        #expect(usual != (try cells("--mask", "line-graph")))
        #expect(usual == (try cells("--threads", "1")))
    }

    @Test func predictorsOfBothKindsGuideIt() throws {
        let usual = try cells()
        #expect(usual != (try cells("--guide", "params_m=3")))
        let guided = try cells("--guide", "params_m=3", "--predictor-file", predictor)
        #expect(guided != (try cells("--guide", "params_m=3")))
        // First order and second are one where there is no variance.
        #expect(guided == (try cells("--guide", "params_m=3", "--predictor-file", predictor, "--order", "first")))
    }

    @Test func qualityAndGuidanceAreMeasured() throws {
        let quality = try program.json(
            "evaluate", "quality", "--count", "16", "--steps", "3", "--denoiser", "published", "--denoiser-file", denoiser)
        #expect(quality["validity"] is Double)
        let guidance = try program.json(
            "evaluate", "guidance", "--property", "params_m", "--gamma", "1", "--count", "16", "--steps", "3", "--denoiser",
            "published", "--denoiser-file", denoiser, "--predictor-file", predictor)
        let rows = try #require(guidance["rows"] as? [[String: Any]])
        #expect(rows.map { $0["denoiser"] as? String } == ["published", "exact"])
        let scores = try program.json("evaluate", "predictor", "--sigma", "0.5", "--predictor-file", predictor)
        let properties = try #require(scores["properties"] as? [[String: Any]])
        #expect(properties.map { $0["name"] as? String } == ["params_m"])
    }

    @Test func linesThatCannotWork() throws {
        for (arguments, words) in [
            (["generate", "--denoiser", "published"], ["needs --denoiser-file FILE", "docs/checkpoints.md"]),
            (["evaluate", "quality", "--denoiser", "published"], ["needs --denoiser-file FILE"]),
            (["generate", "--mask", "published"], ["--mask published is for --denoiser published alone"]),
            (["generate", "--denoiser", "published", "--denoiser-file", predictor], ["gcn", "config"]),
            (
                ["generate", "--denoiser", "published", "--denoiser-file", denoiser, "--sigma-min", "4.5"],
                ["--sigma-max is 4.0", "above --sigma-min (4.5)"]
            ),
            (["generate", "--sigma-max", "0.1"], ["--sigma-max is 0.1", "above --sigma-min (0.2)"]),
            (["explore", "--denoiser", "published", "--denoiser-file", predictor], ["gcn", "config"]),
            (["explore", "--denoiser", "published"], ["needs --denoiser-file FILE"]),
            (
                ["generate", "--predictor-file", predictor, "--method", "gradient", "--guide", "macs_m=1"],
                ["gcn does not know 'macs_m'", "dnag train figures --property macs_m --out FILE", "it knows params_m"]
            ),
        ] {
            let result = try program.run(arguments)
            #expect(result.status != 0)
            for word in words { #expect(result.error.contains(word), "\(arguments) said: \(result.error)") }
            #expect(!result.error.contains("Fatal error"))
        }
    }
}
