import Foundation
import Testing

/// Commands on MobileNetV3 networks and their properties.
@Suite struct NetworkCommandTests {
    let program: Program
    init() throws { program = try Program() }

    private static let header = "depths,kernels,expands,imagenet_top1_surrogate\n"

    @Test func tablesOfNetworksAreChecked() throws {
        let bad = try program.write(Self.header + "2 2 2 2 7,3,3,80\n", to: "bad.csv")
        let fit = try program("table", "additive", bad, "--property", "imagenet_top1_surrogate", "--out", program.file("x"))
        #expect(fit.status != 0 && fit.error.contains("bad.csv:2: ") && !fit.error.contains("Fatal"))
        let trained = try program(
            "train", "predictor", "--space", "mobilenetv3", "--table", bad, "--measured", bad, "--out", program.file("x"))
        #expect(trained.status != 0 && trained.error.contains("bad.csv:2: "))
        let missing = try program("table", "additive", program.file("no.csv"), "--property", "y", "--out", program.file("x"))
        #expect(missing.status != 0 && missing.error.contains("no.csv"))
        let evaluated = try program("evaluate", "predictor", "--space", "mobilenetv3", "--table", bad)
        #expect(evaluated.status != 0 && evaluated.error.contains("bad.csv:2: "))
    }

    @Test(arguments: [
        (["train", "predictor", "--space", "mobilenetv3", "--out", "x"], "needs one --table FILE of labelled networks and --measured FILE"),
        (["train", "predictor", "--measured", "x", "--out", "x"], "--measured is not to be had for --space nasbench201"),
        (
            ["train", "predictor", "--space", "mobilenetv3", "--table", "a", "--measured", "b", "--property", "y", "--property", "z", "--out", "x"],
            "needs one --table FILE of labelled networks"
        ),
        (["train", "figures", "--space", "mobilenetv3", "--out", "x"], "train figures is not to be had for --space mobilenetv3"),
        (["train", "tilted-denoiser", "--space", "mobilenetv3", "--property", "y", "--out", "x"], "is not to be had for --space mobilenetv3"),
        (["train", "published-denoiser", "--space", "nasbenchgraph", "--out", "x"], "is not to be had for --space nasbenchgraph"),
        (["evaluate", "predictor", "--space", "mobilenetv3"], "--space mobilenetv3 needs --table FILE"),
        (["evaluate", "predictor", "--space", "mobilenetv3", "--table", "x", "--folds", "1"], "--folds is 1; it must be between 2 and 100"),
        (["evaluate", "guidance", "--space", "mobilenetv3", "--property", "speed", "--denoiser", "exact"], "'speed'"),
        (["generate", "--space", "mobilenetv3", "--denoiser", "exact", "--guide", "speed=1"], "speed"),
    ])
    func whatIsWrongIsSaid(arguments: [String], message: String) throws {
        let result = try program.run(arguments)
        #expect(result.status != 0 && result.error.contains(message), "\(result.error)")
    }

    /// What training needs at its end is asked for at its beginning.
    @Test func whatTrainingNeedsIsLookedForFirst() throws {
        let folder = program.file("assets")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let network = Array(repeating: "2-3-3_2-3-3_0-0-0_0-0-0", count: 5).joined(separator: "_")
        let table = try program.write("arch,imagenet_top1_surrogate,imagenet_top1\n\(network),80,75\n", to: "networks.csv")
        func line(_ out: String) -> [String] {
            ["train", "predictor", "--space", "mobilenetv3", "--table", table, "--measured", table, "--first-steps", "5", "--out", out]
        }
        let lacking = try program.run(line(program.file("x")), changing: ["DNAG_ASSETS": folder])
        #expect(lacking.status != 0 && lacking.error.contains("latency-note10-mobilenetv3.safetensors"), "\(lacking.error)")
        let closed = try program.run(line(program.file("nowhere/x")))
        #expect(closed.status != 0 && closed.error.contains("nowhere/x") && closed.error.contains("cannot create a file"), "\(closed.error)")
        #expect(!FileManager.default.fileExists(atPath: program.file("x.surrogate")))
    }

    /// Exact networks steered by a figure that is a sum over layers come where its tilt is.
    @Test func exactGuidanceMeetsTheTilt() throws {
        let report = try program.json(
            "evaluate", "guidance", "--space", "mobilenetv3", "--models", "exact", "--property", "latency_ms_note10", "--gamma=-1,0,1",
            "--count", "512", "--method", "conditioned")
        let rows = try #require(report["rows"] as? [[String: Any]])
        #expect(rows.count == 3)
        for row in rows {
            let mean = try #require(row["mean_standard_score"] as? Double), exact = try #require(row["exact_mean_standard_score"] as? Double)
            #expect(abs(mean - exact) < 0.2, "\(row)")
            #expect(row["validity"] as? Double == 1)
            let gamma = try #require(row["gamma"] as? Double)
            #expect(abs(exact - gamma) < 0.25)
        }
        let fronts = try #require(report["fronts"] as? [[String: Any]])
        #expect(fronts.first?["count"] as? Int == 40_000)
        let areas = fronts.compactMap { $0["hypervolume"] as? Double }
        #expect(areas.count == 2 && areas[0] > 0 && areas[1] > areas[0])
    }

    @Test func generatedNetworksCarryTheirFigures() throws {
        let report = try program.json(
            "generate", "--space", "mobilenetv3", "--denoiser", "exact", "--count", "4", "--guide", "params_m=-1", "--method", "conditioned")
        for architecture in try #require(report["architectures"] as? [[String: Any]]) {
            let figures = try #require(architecture["measured"] as? [String: Double])
            #expect(Set(figures.keys) == ["latency_ms_note10", "params_m", "macs_m"])
            let parameters = try #require(figures["params_m"])
            #expect(parameters > 3 && parameters < 12)
        }
    }

    @Test func theEmbeddedPredictorKnowsTopOne() throws {
        let report = try program.json(
            "generate", "--space", "mobilenetv3", "--denoiser", "exact", "--count", "2", "--guide", "imagenet_top1=1")
        for architecture in try #require(report["architectures"] as? [[String: Any]]) {
            let predicted = try #require(architecture["predicted"] as? [String: Double])
            let top = try #require(predicted["imagenet_top1"])
            #expect(top > 70 && top < 81)
        }
    }

    @Test(.enabled(if: Program.data != nil, "needs the tables in DNAG_DATA or ../shared/data"))
    func predictorOnHeldOutNetworks() throws {
        let folder = try #require(Program.data)
        let report = try program.json(
            "evaluate", "predictor", "--space", "mobilenetv3", "--sigma", "0.1", "--folds", "4", "--table",
            folder.appendingPathComponent("mobilenetv3_labelled.csv").path, "--table",
            folder.appendingPathComponent("mobilenetv3_measured.csv").path)
        var found: [String: Double] = [:]
        for table in try #require(report["tables"] as? [[String: Any]]) {
            for property in try #require(table["properties"] as? [[String: Any]]) {
                let level = try #require((property["levels"] as? [[String: Any]])?.first)
                found[try #require(property["name"] as? String)] = level["spearman"] as? Double
            }
        }
        let tables = try #require(report["tables"] as? [[String: Any]])
        #expect(tables[0]["cross_validation"] == nil)
        let parts = try #require(tables[1]["cross_validation"] as? [[String: Any]])
        #expect(parts.map { $0["part"] as? String } == ["all", "best quarter", "far"] && parts.map { $0["rows"] as? Int }[..<2] == [1_668, 417])
        #expect(try #require(parts[0]["error"] as? Double) < 0.09)
        #expect(try #require(parts[0]["spearman"] as? Double) > 0.99)
        #expect(try #require(parts[1]["spearman"] as? Double) > 0.8)
        #expect(try #require(found["imagenet_top1_surrogate"]) >= 0.97)
        #expect(try #require(found["imagenet_top1"]) >= 0.95)
        #expect(try #require(found["latency_ms_note10"]) >= 0.99)
        #expect(try #require(found["params_m"]) >= 0.99 && #require(found["macs_m"]) >= 0.99)
    }
}
