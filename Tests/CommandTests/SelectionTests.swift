import Foundation
import Testing

/// `dnag generate` where it chooses among samples.
@Suite struct SelectionTests {
    let program: Program
    init() throws { program = try Program() }

    private func architectures(_ report: [String: Any]) throws -> [[String: Any]] { try #require(report["architectures"] as? [[String: Any]]) }
    private func measured(_ architecture: [String: Any], _ name: String) throws -> Double {
        try #require((architecture["measured"] as? [String: Double])?[name])
    }

    @Test func boundsHoldAndSamplesKeepTheirBytes() throws {
        let line = ["--seed", "5", "--guide", "baseline_accuracy=1", "--method", "gradient", "--format", "json"]
        let report = try program.json(["generate", "--count", "12", "--require", "params_m<0.4", "--require", "baseline_accuracy>=88"] + line)
        let found = try architectures(report)
        #expect(found.count == 12)
        let summary = try #require(report["summary"] as? [String: Any])
        let drawn = try #require(summary["samples"] as? Int)
        let all = try architectures(program.json(["generate", "--count", "\(drawn)"] + line))
        var wanted: [Int] = []
        for architecture in all where architecture["valid"] as? Bool == true {
            guard try measured(architecture, "params_m") < 0.4, try measured(architecture, "baseline_accuracy") >= 88 else { continue }
            wanted.append(try #require(architecture["sample"] as? Int))
        }
        #expect(found.compactMap { $0["sample"] as? Int } == wanted)
        let byNumber = Dictionary(uniqueKeysWithValues: all.compactMap { one in (one["sample"] as? Int).map { ($0, one["arch"] as? String) } })
        for one in found { #expect(one["arch"] as? String == byNumber[try #require(one["sample"] as? Int)] ?? nil) }
        #expect(summary["chosen_by"] as? [String: String] == ["params_m": "measured", "baseline_accuracy": "measured"])
        #expect(summary["written"] as? Int == 12)
    }

    /// Where figures are the prior, a bound on figures is, too: nothing is drawn in vain, however rare it is.
    @Test(arguments: [["--denoiser", "exact"], ["--denoiser", "exact", "--guide", "baseline_accuracy=1", "--method", "prior"]])
    func aBoundIsAPriorOfTheExactDenoiser(options: [String]) throws {
        let result = try program.run(["generate", "--count", "32", "--require", "baseline_accuracy>94"] + options)
        #expect(result.status == 0, "\(result.error)")
        #expect(result.output.contains("32 samples drawn: 32 valid"))
        #expect(result.output.contains("required baseline_accuracy>94: by measured figures, as a prior of the exact denoiser"))
    }

    @Test func theBestComeFirstAndOnce() throws {
        let line = ["generate", "--count", "40", "--guide", "baseline_accuracy=2", "--unique", "--format", "json", "--sort"]
        let best = try architectures(program.json(line + ["baseline_accuracy", "--top", "6"]))
        let all = try architectures(program.json(line + ["max:baseline_accuracy"]))
        let figures = try all.map { try measured($0, "baseline_accuracy") }
        #expect(all.count == 40 && Set(all.compactMap { $0["arch"] as? String }).count == 40)
        #expect(figures == figures.sorted(by: >))
        #expect(best.compactMap { $0["arch"] as? String } == all.prefix(6).compactMap { $0["arch"] as? String })
        let light = try architectures(program.json(line + ["params_m", "--top", "3"]))
        let sizes = try light.map { try measured($0, "params_m") }
        #expect(sizes == sizes.sorted() && sizes.count == 3)
    }

    /// Nothing measures latencies here: the predictor speaks, and the output says so.
    @Test func predictionsAreSaidToBe() throws {
        let result = try program("generate", "--count", "6", "--require", "latency_ms_pixel3<6", "--sort", "min:latency_ms_pixel3")
        #expect(result.status == 0)
        #expect(result.output.contains("required latency_ms_pixel3<6: by predictions"))
        #expect(result.output.contains("sorted by latency_ms_pixel3, less first: by predictions"))
        #expect(result.output.contains(#/\d+ samples drawn: \d+ valid, \d+ distinct, 6 taken, 6 written/#))
        let table = try program.write("arch,latency_ms_pixel3\n" + MadeTable(0..<15_625).rows.map { "\($0.arch),\($0.latency + 1)\n" }.joined(), to: "mine.csv")
        let measured = try program("generate", "--count", "6", "--table", table, "--require", "latency_ms_pixel3<6")
        #expect(measured.output.contains("required latency_ms_pixel3<6: by measured figures"))
    }

    @Test func withFewerItWritesThemAndFails() throws {
        let result = try program("generate", "--count", "4", "--require", "baseline_accuracy>93.5", "--limit", "24", "--format", "csv")
        #expect(result.status == 1)
        #expect(result.output.hasPrefix("sample,arch,valid,"))
        #expect(result.error.contains(#/Error: \d of the 4 cells that are asked for were found among 24 samples, which is as many as may be drawn/#))
        #expect(result.error.contains("24 samples drawn: "))
        let nothing = try program("generate", "--require", "baseline_accuracy>99")
        #expect(nothing.status != 0 && nothing.output.isEmpty)
        #expect(nothing.error.contains("none of the 15625 cells meets baseline_accuracy>99: baseline_accuracy goes from "))
    }

    @Test(arguments: [
        (["--top", "3"], "--top needs to know what is best: add --sort PROPERTY"),
        (["--top", "17", "--sort", "params_m"], "--top is 17; it must be between 1 and 16"),
        (["--limit", "100"], "--limit has no part in this"), (["--unique", "--limit", "3"], "--limit is 3; it must be at least 16"),
        (["--require", "params_m"], "'params_m' has no bound"), (["--require", "params_m<x"], "the bound of 'params_m' is 'x'; it must be a finite number in M"),
        (["--require", "params_m<1", "--require", "params_m>2"], "no figure can meet both 'params_m<1' and 'params_m>2'"),
        (["--require", "what<1"], "--require names 'what', of which no table has figures and which the predictor does not know"),
        (["--sort", "parms_m"], "--sort names 'parms_m', of which no table has figures and which the predictor does not know, perhaps 'params_m'"),
        (["--sort", "min:"], "'min:' names no property to sort by"),
        (["--sort", "-params_m"], "a value that begins with - is written --sort=-params_m"),
    ])
    func whatCannotBeIsNamed(options: [String], fault: String) throws {
        let result = try program.run(["generate"] + options)
        #expect(result.status != 0 && result.output.isEmpty)
        #expect(result.error.contains(fault), "\(result.error)")
    }

    @Test func ranksStandBesideAccuracies() throws {
        let text = try program("generate", "--count", "3", "--guide", "baseline_accuracy=3", "--guide", "params_m=-1").output
        let header = try #require(text.split(separator: "\n").first)
        #expect(header.contains(#/baseline_accuracy +\(measured\) +\(rank\) +params_m +\(measured\)$/#), "\(header)")
        #expect(text.contains(#/ (top [\d.]+ %|best) /#))
        #expect(
            text.contains(
                #/3 samples drawn: \d valid, \d distinct\nguided by figures of all architectures.*\nmean of baseline_accuracy [\d.]+ % \(measured\); of the exact distribution [\d.]+ %\nmean of params_m/#
            ))
        let report = try program.json("generate", "--count", "200", "--guide", "baseline_accuracy=3", "--denoiser", "exact", "--method", "conditioned")
        for one in try architectures(report) {
            let shares = try #require(one["better_than"] as? [String: Double])
            #expect(shares.values.allSatisfy { (0..<100).contains($0) })
        }
        let means = try #require((report["summary"] as? [String: Any])?["means"] as? [String: [String: Any]])
        let mean = try #require(means["baseline_accuracy"])
        #expect(abs(try #require(mean["value"] as? Double) - #require(mean["exact"] as? Double)) < 0.5)
        #expect(mean["by"] as? String == "measured")
    }

    /// What is written can be read as a table again.
    @Test(arguments: ["csv", "json"]) func resultsAreTables(format: String) throws {
        let file = program.file("chosen.\(format)")
        #expect(try program("generate", "--count", "30", "--unique", "--sort", "params_m", "--format", format, "--out", file).status == 0)
        let imported = try program("table", "import", file, "--name", "chosen")
        #expect(imported.status == 0 && imported.output.contains("chosen: 30 cells"), "\(imported.error)")
    }

    @Test func helpTellsTheRules() throws {
        let help = try program("generate", "--help").output
        let start = try #require(help.range(of: "  --require")), end = try #require(help.range(of: "  --steps <steps>"))
        #expect(String(help[start.lowerBound..<end.lowerBound]) == Self.help)
    }

    private static let help = """
          --require <property<bound>
                                  A bound that must hold, with <, <=, > or >=, in the
                                  property's own unit; by what was measured or counted
                                  where that is known, else by the predictor.
                                  Repeatable. Samples are drawn until --count of them
                                  hold.
          --unique                Distinct architectures alone: samples are drawn until
                                  there are --count of them.
          --sort <[min:|max:]property>
                                  Write the best by a property first; min: or max: says
                                  which end that is, else the property does.
          --top <count>           Write the best of the --count architectures alone, as
                                  many as this; needs --sort.
          --limit <count>         How many samples may be drawn where --require,
                                  --unique or --top choose among them. (default: 100 ×
                                  --count)

        """
}
