import Foundation
import Testing

@Suite struct GenerateTests {
    let program: Program
    init() throws { program = try Program() }

    @Test func sampleAloneIsTheSampleOfTheBatch() throws {
        let tilt = ["--seed", "5", "--guide", "cifar10_test=2", "--format", "csv"]
        let batch = try program.run(["generate", "--count", "256"] + tilt).output.split(separator: "\n")
        let alone = try program.run(["generate", "--count", "1", "--sample", "17"] + tilt).output.split(separator: "\n")
        try #require(batch.count == 257)
        try #require(alone.count == 2)
        #expect(alone[1] == batch[18])
    }

    @Test(arguments: [
        "ancestral", "euler-maruyama --corrector langevin", "reverse-diffusion --sde vp", "probability-flow --sde sub-vp",
        "heun --churn 10", "dpm-solver++ --schedule linear", "none --corrector langevin --corrector-steps 3",
        "euler-maruyama --corrector langevin --corrector-norm batch",
    ])
    func threadsDoNotMatter(method: String) throws {
        let line =
            ["generate", "--count", "64", "--seed", "9", "--guide", "params_m=-1", "--format", "json", "--sampler"]
            + method.split(separator: " ").map(String.init)
        let one = try program.run(line + ["--threads", "1"]).output
        let two = try program.run(line + ["--threads", "2"]).output
        #expect(one == two)
        #expect(one.count > 10_000)
        #expect(try program.run(line + ["--seed", "10"]).output != one)
    }

    @Test func jsonHasWhatScriptsRelyOn() throws {
        let report = try program.json("generate", "--count", "3")
        let architectures = try #require(report["architectures"] as? [[String: Any]])
        #expect(architectures.count == 3)
        for architecture in architectures {
            #expect(architecture["valid"] as? Bool == true)
            let arch = try #require(architecture["arch"] as? String)
            #expect(arch.hasPrefix("|") && arch.hasSuffix("|"))
            let predicted = try #require(architecture["predicted"] as? [String: Double])
            let table = try #require(architecture["measured"] as? [String: Double])
            let parameters = try #require(table["params_m"])
            #expect(abs(try #require(predicted["params_m"]) - parameters) < 0.2)
            #expect(table["baseline_accuracy"] != nil)
        }
    }

    @Test func guidanceMovesTheSamples() throws {
        func mean(_ gamma: String) throws -> Double {
            let report = try program.json("generate", "--count", "128", "--guide", "macs_m=\(gamma)")
            let architectures = try #require(report["architectures"] as? [[String: Any]])
            return architectures.compactMap { ($0["measured"] as? [String: Double])?["macs_m"] }.reduce(0, +) / 128
        }
        let (less, none, more) = (try mean("-2"), try mean("0"), try mean("2"))
        #expect(less < none - 10)
        #expect(more > none + 10)
    }

    @Test func exactModelsNeedNoNetwork() throws {
        let result = try program(
            "generate", "--denoiser", "exact", "--guide", "baseline_accuracy=1", "--count", "4", "--format", "csv")
        #expect(result.status == 0)
        #expect(result.output.split(separator: "\n").count == 5)
    }

    @Test func resultGoesToAFileWhole() throws {
        let path = program.file("cells.csv")
        let result = try program("generate", "--count", "2", "--format", "csv", "--out", path)
        #expect(result.status == 0)
        #expect(result.output.isEmpty)
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("sample,arch,valid,"))
        let lost = try program("generate", "--count", "2", "--out", program.file("no/such/folder/cells.txt"))
        #expect(lost.status != 0)
        #expect(lost.error.contains("no/such/folder/cells.txt"))
    }
}
