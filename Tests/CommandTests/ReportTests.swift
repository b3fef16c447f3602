import Foundation
import Tensors
import Testing

/// Reports say what was measured, and nothing else.
@Suite struct ReportTests {
    let program: Program
    init() throws { program = try Program() }

    private func asset(_ name: String) -> String { Program.root.appendingPathComponent("Assets/\(name).safetensors").path }

    /// A table of the first cells that have this many rows, with a column the embedded predictor knows, one of its own and a constant.
    private func table(_ count: Int) throws -> String {
        let rows = MadeTable.spread(count).rows.map { "\($0.arch),\($0.accuracy),\($0.latency),7\n" }
        return try program.write("arch,cifar10_test,delay,flat\n" + rows.joined(), to: "t\(count).csv")
    }

    private func fails(_ arguments: [String], saying words: [String]) throws {
        let result = try program.run(arguments)
        #expect(result.status != 0, "\(arguments) ended with 0: \(result.output)")
        for word in words { #expect(result.error.contains(word), "\(arguments) said: \(result.error)") }
        #expect(result.output.isEmpty)
    }

    /// Novelty is the half-trained model's: of another file it is not reported, and the report says whose it is.
    @Test func noveltyIsThatOfTheModelItWasMeasuredOn() throws {
        try FileManager.default.copyItem(atPath: asset("denoiser-nasbench201"), toPath: program.file("poor.safetensors"))
        let line = ["evaluate", "quality", "--count", "64"]
        let other = try program.json(line + ["--denoiser-file", program.file("poor.safetensors")])
        #expect(other["novelty"] == nil && other["novelty_of"] == nil)
        let said = try program.run(line + ["--denoiser-file", program.file("poor.safetensors")]).output
        #expect(said.contains("novelty               not measured"))
        let exact = try program.json(line + ["--denoiser", "exact"])
        #expect(exact["novelty"] == nil)
        let half = try program.json(line + ["--denoiser-file", asset("denoiser-nasbench201-half")])
        #expect(half["novelty"] is Double && half["novelty_of"] as? String == asset("denoiser-nasbench201-half"))
        let usual = try program.json(line)
        #expect(usual["novelty_of"] as? String == "denoiser-nasbench201-half.safetensors")
        // It is of the samples of that file: its own report has the same.
        #expect(half["novelty"] as? Double == usual["novelty"] as? Double)
        try fails(line + ["--half-file", program.file("poor.safetensors")], saying: ["poor.safetensors was not trained on a seeded half"])
    }

    @Test func aPartialTableIsReportedByItsMeasuredCells() throws {
        for (count, isEnough) in [(1_500, true), (10, false), (1, false)] {
            let report = try program.json("evaluate", "predictor", "--sigma", "0.1", "--table", try table(count))
            let properties = try #require(report["properties"] as? [[String: Any]])
            let property = try #require(properties.first { $0["name"] as? String == "cifar10_test" })
            let cells = try #require(property["cells"] as? Int)
            #expect(cells <= count && (cells >= 30) == isEnough, "\(cells) of \(count)")
            let row = try #require((property["rows"] as? [[String: Any]])?.first)
            #expect(row["r2_exact"] == nil && (row["spearman"] is Double) == isEnough)
            let words = isEnough ? "R² needs 95 % of all cells to be measured" : "\(cells) of these cells were measured; 30 are needed"
            #expect((property["remark"] as? String)?.contains(words) ?? false)
            // What is measured of the whole space beside it stands as before.
            let whole = try #require(properties.first { $0["name"] as? String == "params_m" })
            #expect(whole["cells"] as? Int == report["cells"] as? Int && whole["remark"] == nil)
        }
        let text = try program("evaluate", "predictor", "--sigma", "0.1", "--table", try table(10)).output
        #expect(text.contains("cifar10_test: ") && text.contains("30 are needed to say anything"))
    }

    @Test(arguments: [1, 2, 10, 99])
    func tiltsOfAFewCellsAreRefused(count: Int) throws {
        let file = try table(count)
        for command in ["guidance", "convergence"] {
            try fails(
                ["evaluate", command, "--property", "delay", "--count", "8", "--table", file],
                saying: ["'delay' has figures of \(count) cells; a tilt needs at least 100"])
        }
        try fails(
            ["train", "tilted-denoiser", "--out", program.file("x"), "--property", "delay", "--table", file],
            saying: ["column 'delay' has figures of \(count) architectures", "7813", "dnag train figures"])
        for command in ["cells", "predictor"] {
            try fails(
                ["train", command, "--out", program.file("x"), "--property", "delay", "--table", file],
                saying: ["column 'delay' has", "figures among the architectures trained on", "at least 100"])
        }
        #expect(!FileManager.default.fileExists(atPath: program.file("x")))
    }

    @Test func constantsAreRefused() throws {
        let file = try table(300)
        for command in ["guidance", "convergence"] {
            try fails(
                ["evaluate", command, "--property", "flat", "--count", "8", "--table", file],
                saying: ["'flat' is 7.0 for every cell that has a figure"])
        }
        for command in ["cells", "predictor"] {
            try fails(
                ["train", command, "--out", program.file("x"), "--property", "flat", "--table", file],
                saying: ["column 'flat' is 7.0 for every architecture trained on", "leave the column out"])
        }
    }

    /// Of 1,024 samples few lie among 300 measured cells: the report says how many its figures are of.
    @Test func guidanceSaysHowManySamplesCount() throws {
        let report = try program.json(
            "evaluate", "guidance", "--property", "delay", "--gamma", "1", "--models", "exact", "--method", "gradient", "--count", "256", "--table", try table(300))
        let row = try #require((report["rows"] as? [[String: Any]])?.first)
        #expect(try #require(row["counted"] as? Int) < 100)
        // As a prior they are all there is.
        let prior = try program.json(
            "evaluate", "guidance", "--property", "delay", "--gamma", "1", "--models", "exact", "--count", "64", "--table", try table(300))
        let own = try #require((prior["rows"] as? [[String: Any]])?.first)
        #expect(own["counted"] as? Int == 64 && own["method"] as? String == "auto: prior")
        let joint = try program.json(
            "evaluate", "guidance", "--joint", "params_m=1,baseline_accuracy=1", "--gamma", "1", "--models", "exact", "--count", "16")
        let both = try #require((joint["rows"] as? [[String: Any]])?.first)
        #expect(both["mean_value"] == nil && (both["values"] as? [Any])?.count == 2)
    }

    /// A property that a table has and the predictor lacks: the command that teaches it.
    @Test func anUnknownPropertyOfATableNamesTheCommandThatTrains() throws {
        let file = try table(300)
        try fails(
            ["generate", "--guide", "delay=-2", "--table", file],
            saying: [
                "the embedded predictor does not know 'delay'", "dnag train figures --table \(file) --property delay --out FILE", "--predictor-file FILE", " more",
            ])
    }

    @Test func strongGuidanceIsCountedAndRemarked() throws {
        let line = ["generate", "--count", "4", "--method", "gradient", "--guide", "cifar10_test=100"]
        let text = try program.run(line)
        #expect(text.status == 0)
        #expect(text.error.contains("γ 100 of 'cifar10_test' is more than the space can tell apart"))
        let json = try program.json(line), summary = try #require(json["summary"] as? [String: Any])
        let valid = try #require(summary["valid"] as? Int)
        #expect(summary["samples"] as? Int == 4 && valid < 4)
        let remark = try #require(summary["remark"] as? String)
        #expect(remark.hasPrefix("\(4 - valid) of 4 samples are no architectures, most often because ") && remark.contains("cifar10_test γ 100"))
        #expect(text.output.contains(remark))
        let csv = try program.run(line + ["--format", "csv"])
        #expect(csv.error.contains(remark) && !csv.output.contains(remark))
        for architecture in try #require(json["architectures"] as? [[String: Any]]) where architecture["valid"] as? Bool == false {
            #expect((architecture["predicted"] as? [String: Any])?.isEmpty ?? false)
        }
        let fine = try program.json("generate", "--count", "4")
        #expect((fine["summary"] as? [String: Any])?["remark"] == nil)
    }

    @Test func anAimThatNothingReachesIsRemarked() throws {
        let result = try program("generate", "--count", "1", "--aim", "params_m=4000")
        #expect(result.status == 0 && result.error.contains("the aim at 4000.00 M of 'params_m' lies outside what architectures have, 0.073 M to 1.532 M"), "\(result.error)")
        #expect(try program("generate", "--count", "1", "--aim", "params_m=0.4").error.isEmpty)
    }

    /// The weights of a file made too large to compute with, though every one is finite.
    private func spoilt(_ name: String) throws -> String {
        var file = try Safetensors(contentsOf: asset(name))
        for (tensor, value) in file.tensors where tensor.hasSuffix("weight") && value.shape.count == 2 {
            file.tensors[tensor] = Safetensors.Tensor([Float](repeating: 3e38, count: value.shape.reduce(1, *)), shape: value.shape)
        }
        try file.write(to: program.file("\(name)-spoilt.safetensors"))
        return program.file("\(name)-spoilt.safetensors")
    }

    @Test func networksThatAnswerWithNoNumberAreRefused() throws {
        let denoiser = try spoilt("denoiser-nasbench201"), predictor = try spoilt("predictor-nasbench201"), tilted = try spoilt("denoiser-nasbench201-tilted")
        let words = "its network answers with what is no finite number"
        for arguments in [
            ["generate", "--count", "1", "--denoiser-file", denoiser], ["generate", "--count", "1", "--predictor-file", predictor],
            ["generate", "--count", "1", "--format", "json", "--predictor-file", predictor],
            ["generate", "--guide", "cifar10_test=1", "--method", "conditioned", "--tilted-file", tilted],
            ["evaluate", "quality", "--count", "8", "--denoiser-file", denoiser], ["evaluate", "predictor", "--predictor-file", predictor],
            ["export", "--as", "json", "--denoiser-file", denoiser], ["explore", "--plain", "--predictor-file", predictor],
        ] {
            try fails(arguments, saying: [words, "-spoilt.safetensors"])
        }
    }

    @Test func helpShowsDefaultsAndRanges() throws {
        let help = try program("generate", "--help").output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(help.contains("Reverse steps, between 1 and 10000. (default: 20; of joint 5; of the explorer 48)"))
        #expect(help.contains("(default: 1.0..0.0)") && help.contains("between -100 and 100"))
    }

    @Test func negativeValuesNeedNoSign() throws {
        let joined = try program("evaluate", "convergence", "--property", "baseline_accuracy", "--gamma=-1", "--count", "8", "--steps", "2", "--samplers", "heun")
        let apart = try program("evaluate", "convergence", "--property", "baseline_accuracy", "--gamma", "-1", "--count", "8", "--steps", "2", "--samplers", "heun")
        #expect(joined.status == 0 && apart.status == 0 && joined.output == apart.output)
    }

    /// What was typed is shown escaped, and no more than a line of it.
    @Test func theLineIsQuotedEscapedAndShort() throws {
        for arguments in [
            ["generate", "--guide", "\u{1B}[2J=1"], ["\u{1B}]0;title\u{7}"], ["generate", "--\u{1B}[2J"], ["generate", "--table", "\u{1B}[2J"],
            ["generate", "--sampler", "\u{1B}[2J"], ["generate", "--seed", "\u{1B}[2J"], ["generate", "--guide", String(repeating: "x", count: 100_000)],
        ] {
            let result = try program.run(arguments)
            #expect(result.status != 0 && !result.error.unicodeScalars.contains("\u{1B}"), "\(result.error)")
            #expect(result.error.count < 2_000)
        }
    }
}
