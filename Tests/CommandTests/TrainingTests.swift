import Foundation
import Testing

@Suite struct TrainingTests {
    let program: Program
    init() throws { program = try Program() }

    @Test func interruptedTrainingGoesOnToTheSameWeights() throws {
        let options = ["--steps", "1500", "--batch", "16", "--seed", "3"]
        let running = try program.start(["train", "denoiser", "--out", program.file("a")] + options)
        // The first checkpoint shows that training is under way.
        for _ in 0..<600 where !FileManager.default.fileExists(atPath: program.file("a.denoiser.checkpoint")) {
            Thread.sleep(forTimeInterval: 0.02)
        }
        running.process.interrupt()
        let interrupted = try running.end()
        if interrupted.status != 0 {
            #expect(interrupted.status == 130)
            #expect(FileManager.default.fileExists(atPath: program.file("a")))
            let refused = try program.run(["train", "denoiser", "--out", program.file("a")] + options)
            #expect(refused.status != 0)
            #expect(refused.error.contains("--resume"))
            let other = try program.run(
                ["train", "denoiser", "--out", program.file("a"), "--resume", "--steps", "1500", "--batch", "32", "--seed", "3"])
            #expect(other.status != 0)
            #expect(other.error.contains("batch is 16"))
            let resumed = try program.run(["train", "denoiser", "--out", program.file("a"), "--resume"] + options)
            #expect(resumed.status == 0, "\(resumed.error)")
        }
        let straight = try program.run(["train", "denoiser", "--out", program.file("b")] + options)
        #expect(straight.status == 0)
        let line = ["generate", "--count", "8", "--format", "csv", "--denoiser-file"]
        #expect(try program.run(line + [program.file("a")]).output == program.run(line + [program.file("b")]).output)
        // The files too, to the last byte.
        #expect(FileManager.default.contentsEqual(atPath: program.file("a"), andPath: program.file("b")))
        #expect(!FileManager.default.fileExists(atPath: program.file("a.denoiser.checkpoint")))
    }

    @Test func usersColumnIsLearnedAndSteered() throws {
        // Any column will do: here the number of 3×3 convolutions, under a name that nothing knows.
        let operations = ["none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3"]
        var rows = "arch,my_count\n"
        for code in stride(from: 0, to: 15_625, by: 3) {
            var rest = code
            let word = (0..<6).map { _ -> String in
                defer { rest /= 5 }
                return operations[rest % 5]
            }
            rows += "|\(word[0])~0|+|\(word[1])~0|\(word[2])~1|+|\(word[3])~0|\(word[4])~1|\(word[5])~2|,"
            rows += "\(word.count { $0 == "nor_conv_3x3" })\n"
        }
        let table = try program.write(rows, to: "mine.csv")
        let trained = try program(
            "train", "predictor", "--table", table, "--property", "my_count", "--out", program.file("mine.safetensors"),
            "--first-steps", "400", "--steps", "400", "--batch", "64")
        #expect(trained.status == 0, "\(trained.error)")
        func convolutions(_ gamma: String) throws -> Double {
            let result = try program(
                "generate", "--count", "64", "--predictor-file", program.file("mine.safetensors"), "--guide",
                "my_count=\(gamma)", "--format", "csv")
            #expect(result.status == 0, "\(result.error)")
            return Double(result.output.components(separatedBy: "nor_conv_3x3").count - 1) / 64
        }
        #expect(try convolutions("2") > convolutions("-2") + 1)
    }
}
