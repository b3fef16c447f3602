import Foundation
import Testing

/// `dnag train tilted-denoiser`, and guidance by every method.
@Suite struct TiltedGuidanceTests {
    let program: Program
    init() throws { program = try Program() }

    private func rows(_ arguments: String...) throws -> [[String: Any]] {
        let report = try program.json(["evaluate", "guidance", "--count", "64", "--steps", "8"] + arguments)
        return try #require(report["rows"] as? [[String: Any]])
    }

    private func words(_ rows: [[String: Any]], _ key: String) -> [String] { rows.map { $0[key] as? String ?? "–" } }

    @Test func aTrainedTiltedDenoiserGuides() throws {
        let path = program.file("tilted.safetensors")
        let line = [
            "train", "tilted-denoiser", "--property", "baseline_accuracy", "--property", "analog_accuracy", "--steps", "6",
            "--batch", "16", "--width", "16", "--blocks", "1", "--out", path,
        ]
        let trained = try program.run(line)
        #expect(trained.status == 0, "\(trained.error)")
        #expect(trained.error.contains("tilted.safetensors: 6 steps in"))

        let found = try rows(
            "--method", "conditioned", "--tilted-file", path, "--property", "baseline_accuracy", "--joint",
            "baseline_accuracy=1,analog_accuracy=-0.5", "--gamma", "1", "--models", "learned")
        #expect(words(found, "property") == ["baseline_accuracy", "baseline_accuracy=1,analog_accuracy=-0.5"])
        for row in found {
            #expect(row["method"] as? String == "conditioned" && row["denoiser"] as? String == "learned")
            #expect(row["order"] == nil || row["order"] is NSNull)
            // So little training may leave no valid cell, of which nothing is said.
            let isSome = try #require(row["validity"] as? Double) > 0
            for key in ["mean_standard_score", "tv", "tv_floor", "tv_floor_95"] { #expect((row[key] is Double) == isSome, "\(key)") }
            #expect(row["exact_mean_standard_score"] is Double)
        }
        #expect((found[1]["values"] as? [Any])?.count == 2)
        // What the network does not know the table's figures do.
        let other = try program.json("generate", "--count", "1", "--method", "conditioned", "--tilted-file", path, "--guide", "params_m=1")
        let run = try #require((other["summary"] as? [String: Any])?["run"] as? [String: Any])
        #expect(run["actor"] as? String == "figures" && run["sampler"] as? String == "joint" && run["steps"] as? Int == 5)
    }

    /// The exact models know every method and need no file.
    @Test func everyMethodHasItsRow() throws {
        let found = try rows(
            "--models", "exact", "--property", "baseline_accuracy", "--gamma=-1,1", "--method", "gradient,conditioned,twisted",
            "--order", "first,second")
        let methods = ["gradient", "gradient", "conditioned", "twisted", "twisted"]
        #expect(words(found, "method") == methods + methods)
        #expect(words(found, "order") == Array(repeating: ["first", "second", "–", "first", "second"], count: 2).flatMap { $0 })
        #expect(found.map { $0["gamma"] as? Double } == Array(repeating: -1, count: 5) + Array(repeating: 1, count: 5))
        #expect(words(found, "denoiser") == Array(repeating: "exact", count: 10))
        for row in found {
            let mean = try #require(row["mean_standard_score"] as? Double), exact = try #require(row["exact_mean_standard_score"] as? Double)
            #expect(mean * exact > 0 && abs(mean - exact) < 0.6, "\(row)")
        }
    }

    /// A joint tilt is its parts' at once; its score is the weighted sum of theirs.
    @Test func jointTiltsAreOneDirection() throws {
        let found = try rows(
            "--models", "exact", "--joint", "baseline_accuracy=1,analog_accuracy=1", "--gamma", "1", "--method", "conditioned")
        let row = try #require(found.first)
        #expect(found.count == 1)
        let values = try #require(row["values"] as? [[String: Any]])
        #expect(values.count == 2)
        for value in values {
            let sampled = try #require(value["sampled"] as? Double), exact = try #require(value["exact"] as? Double)
            #expect(abs(sampled - exact) < 10, "\(value)")  // accuracies, in points
        }
        let text = try program(
            "evaluate", "guidance", "--models", "exact", "--joint", "baseline_accuracy=1,analog_accuracy=1", "--gamma", "0",
            "--method", "conditioned", "--count", "16", "--steps", "4")
        #expect(text.status == 0 && text.output.contains("baseline_accuracy=1,analog_accuracy=1, 16 samples a row"))
    }

    /// Guidance at the clean estimate, through both networks.
    @Test func theEstimateIsAPlaceToo() throws {
        let found = try rows("--property", "baseline_accuracy", "--gamma", "1", "--place", "estimate")
        #expect(words(found, "denoiser") == ["learned", "exact"])
        for row in found { #expect(row["mean_standard_score"] is Double && row["validity"] is Double) }
    }

    @Test(arguments: [
        (["evaluate", "guidance"], ["nothing is tilted", "--property", "--joint"]),
        (["evaluate", "guidance", "--property", "baseline_accuracy", "--method", "magic"], ["magic", "--method"]),
        (["evaluate", "guidance", "--property", "baseline_accuracy", "--method", "gradient,gradient"], ["gradient,gradient"]),
        (["evaluate", "guidance", "--property", "baseline_accuracy", "--order", "third"], ["third", "--order"]),
        (["evaluate", "guidance", "--property", "baseline_accuracy", "--models", "learned,"], ["learned,", "--models"]),
        (["evaluate", "guidance", "--property", "baseline_accuracy", "--place", "nowhere"], ["nowhere", "estimate"]),
        (["evaluate", "guidance", "--joint", "baseline_accuracy"], ["'baseline_accuracy'", "PROPERTY=GAMMA"]),
        (["evaluate", "guidance", "--joint", "baseline_accuracy=1,"], ["''", "PROPERTY=GAMMA"]),
        (["evaluate", "guidance", "--joint", "a=1,a=2"], ["a=1,a=2"]),
        (["evaluate", "guidance", "--joint", "baseline_accuracy=x"], ["'x'", "finite number"]),
        (["evaluate", "guidance", "--joint", "baseline_accuracy=1,nothing=1"], ["no table has figures of 'nothing'"]),
        (
            [
                "evaluate", "guidance", "--models", "exact", "--property", "baseline_accuracy", "--method", "twisted",
                "--sampler", "heun",
            ],
            ["'heun' has none", "ancestral"]
        ),
        (
            ["evaluate", "guidance", "--property", "baseline_accuracy", "--method", "conditioned", "--tilted-file", "absent"],
            ["absent"]
        ),
        (["train", "tilted-denoiser", "--out", "t"], ["--property"]),
        (
            ["train", "tilted-denoiser", "--out", "t", "--property", "macs_m", "--property", "macs_m"],
            ["--property macs_m is given twice"]
        ),
        (["train", "tilted-denoiser", "--out", "t", "--property", "nothing"], ["no table has figures of 'nothing'"]),
        (["train", "tilted-denoiser", "--out", "t", "--property", "macs_m", "--width", "8"], ["--width is 8", "between 16"]),
        (["train", "tilted-denoiser", "--out", "t", "--property", "macs_m", "--blocks", "0"], ["--blocks is 0", "between 1"]),
        (["train", "tilted-denoiser", "--out", "t", "--property", "macs_m", "--steps", "0"], ["--steps is 0"]),
    ])
    func linesThatCannotWork(arguments: [String], words: [String]) throws {
        let result = try program.run(arguments)
        #expect(result.status != 0, "\(arguments) ended with 0")
        for word in words { #expect(result.error.contains(word), "\(arguments) said: \(result.error)") }
        #expect(!result.error.contains("Fatal error"))
    }

    @Test func aForeignFileIsNamed() throws {
        let foreign = Program.root.appendingPathComponent("Assets/denoiser-nasbench201.safetensors").path
        let result = try program(
            "evaluate", "guidance", "--property", "baseline_accuracy", "--method", "conditioned", "--tilted-file", foreign)
        #expect(result.status != 0)
        #expect(result.error.contains("denoiser-nasbench201.safetensors is not a dnag tilted denoiser 1"))
    }
}
