import Foundation
import Testing

/// `dnag train published-…` and `--log`, a few steps each.
@Suite struct PublishedTrainingTests {
    let program: Program
    init() throws { program = try Program() }

    private func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: program.file(name)) }

    /// A safetensors file of image features, [2, 2, 4].
    private func features(_ name: String) throws -> String {
        let header = #"{"features":{"dtype":"F32","shape":[2,2,4],"data_offsets":[0,64]}}"#
        var data = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
        data.append(contentsOf: header.utf8)
        for i in 0..<16 { withUnsafeBytes(of: Float(i) / 8 - 1) { data.append(contentsOf: $0) } }
        try data.write(to: URL(fileURLWithPath: program.file(name)))
        return program.file(name)
    }

    /// The rows of a log without their last column, the time.
    private func log(_ name: String) throws -> [String] {
        try String(contentsOfFile: program.file(name), encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).dropLast().joined(separator: ",")
        }
    }

    @Test func aDenoiserOfTheSameBytesOnOneThreadAndTwo() throws {
        let line = ["train", "published-denoiser", "--steps", "3", "--batch", "32", "--validation-every", "2", "--seed", "4"]
        for (name, threads) in [("a", "1"), ("b", "2")] {
            let result = try program.run(
                line + ["--out", program.file(name), "--threads", threads, "--log", program.file(name + ".csv")])
            #expect(result.status == 0, "\(result.error)")
            #expect(result.error.contains("3 steps in"))
        }
        // All but the time it took.
        let tensors = try ["a", "b"].map { name -> Data in
            let data = try #require(bytes(name))
            return data.dropFirst(8 + Int(data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }))
        }
        #expect(tensors[0] == tensors[1] && tensors[0].count == 4 * 3_989_575)
        let rows = try log("a.csv")
        #expect(rows == (try log("b.csv")))
        #expect(rows.count == 4 && rows[0] == "step,loss,learning_rate,gradient_norm,validation")
        // A rate of 0 in the first step; validation in the second and the last.
        #expect(rows[1].hasPrefix("1,") && rows[1].contains(",0.0,") && rows[1].hasSuffix(","))
        #expect(!rows[2].hasSuffix(",") && !rows[3].hasSuffix(","))
        #expect(!FileManager.default.fileExists(atPath: program.file("a.published-denoiser.checkpoint")))
    }

    @Test func anInterruptedRunsLogGoesOn() throws {
        let options = ["--steps", "1500", "--batch", "16", "--seed", "3"]
        let line = ["train", "denoiser", "--out", program.file("a"), "--log", program.file("a.csv")] + options
        let running = try program.start(line)
        for _ in 0..<600 where !FileManager.default.fileExists(atPath: program.file("a.denoiser.checkpoint")) {
            Thread.sleep(forTimeInterval: 0.02)
        }
        running.process.interrupt()
        let interrupted = try running.end()
        if interrupted.status != 0 {
            #expect(try log("a.csv").count < 1501)
            // As if it had crashed a little later.
            let text = try String(contentsOfFile: program.file("a.csv"), encoding: .utf8)
            try (text + "1499,1,1,1,,1\n15").write(toFile: program.file("a.csv"), atomically: true, encoding: .utf8)
            #expect(try program.run(line + ["--resume"]).status == 0)
        }
        #expect(
            try program.run(["train", "denoiser", "--out", program.file("b"), "--log", program.file("b.csv")] + options).status == 0)
        #expect(try log("a.csv") == log("b.csv"))
        #expect(try log("b.csv").count == 1501)
    }

    @Test func aPredictorAloneAndOnDatasets() throws {
        let line = ["train", "published-predictor", "--steps", "4", "--batch", "16", "--validation-every", "2"]
        let first = try features("first.safetensors"), second = try features("second.safetensors")
        for (name, learned) in [
            ("alone", ["--property", "baseline_accuracy"]),
            ("conditioned", ["--property", "baseline_accuracy", "--conditioned", first]),
            ("joint", ["--dataset", "baseline_accuracy=\(first)", "--dataset", "params_m=\(second)"]),
        ] {
            let result = try program.run(line + learned + ["--out", program.file(name)])
            #expect(result.status == 0, "\(result.error)")
            let used = try program(
                "generate", "--count", "2", "--predictor-file", program.file(name), "--guide", "baseline_accuracy=1", "--format", "csv")
            #expect(used.status == 0, "\(used.error)")
            #expect(used.output.contains("predicted_baseline_accuracy"))
            #expect(used.output.contains("predicted_params_m") == (name == "joint"))
        }
    }

    @Test(arguments: [
        (["published-denoiser", "--steps", "0"], ["--steps is 0"]),
        (["published-denoiser", "--sigma-max", "0.05"], ["--sigma-max is 0.05", "above --sigma-min"]),
        (["published-denoiser", "--mask", "holes"], ["holes", "line-graph"]),
        (["published-denoiser", "--validation-every", "0"], ["--validation-every is 0"]),
        (["published-predictor"], ["--property NAME", "--dataset PROPERTY=FILE"]),
        (["published-predictor", "--conditioned", "x"], ["--property NAME"]),
        (["published-predictor", "--property", "a", "--dataset", "b=c"], ["--property NAME"]),
        (["published-predictor", "--dataset", "b"], ["'b' is not of the form PROPERTY=FILE"]),
        (["published-predictor", "--dataset", "b=c", "--dataset", "b=d"], ["'b' is given twice"]),
        (["published-predictor", "--property", "nothing"], ["no table has figures of 'nothing'"]),
        (["published-predictor", "--property", "params_m", "--conditioned", "nowhere"], ["nowhere"]),
    ])
    func linesThatCannotWork(arguments: [String], words: [String]) throws {
        let result = try program.run(["train"] + arguments + ["--out", program.file("x")])
        #expect(result.status != 0)
        for word in words { #expect(result.error.contains(word), "\(arguments) said: \(result.error)") }
        #expect(!result.error.contains("Fatal error"))
    }

    @Test func helpHasExamplesAndTheFileFormat() throws {
        for command in ["published-denoiser", "published-predictor"] {
            let help = try program("train", command, "--help").output
            #expect(help.contains("EXAMPLE"))
            #expect(command == "published-denoiser" || help.contains("[classes, samples of a class, width]"))
        }
    }
}
