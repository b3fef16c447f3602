import Architectures
import Foundation
import Tensors
import Testing

@Suite struct ExportTests {
    let program: Program
    init() throws { program = try Program() }

    private static let arch = "|nor_conv_1x1~0|+|nor_conv_1x1~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|none~2|"

    private func text(_ arguments: String...) throws -> String {
        let result = try program.run(["export"] + arguments)
        #expect(result.status == 0, "\(result.error)")
        return result.output
    }

    @Test func aCellIsReadInEveryForm() throws {
        let number = try #require(Cell(code: 1462)).index(in: try BenchmarkOrder.embedded())
        for cell in ["\(number)", "#\(number)", Self.arch, "(3,3,0,2,3,1)"] {
            #expect(try text(cell) == Self.arch + "\n")
            #expect(try text(cell, "--as", "tuple") == "(3, 3, 0, 2, 3, 1)\n")
        }
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(text("\(number)", "--as", "json").utf8)) as? [String: Any])
        #expect(json["parameters"] as? Int == 400_346 && json["arch"] as? String == Self.arch)
        #expect(json["index"] as? Int == number && json["code"] == nil)
        let table = try #require(json["measured"] as? [String: Double])
        #expect(table["params_m"] == 0.400346 && table["baseline_accuracy"] != nil)
    }

    /// As with 'generate': what is asked for beyond what means anything is said, and what is measured by ourselves can be trained.
    @Test func whatGuidanceCannotMeanIsSaid() throws {
        let strong = try program.run(["export", "--steps", "3", "--guide", "cifar10_test=40"])
        #expect(strong.status == 0 && strong.error.contains("cifar10_test") && strong.error.contains("40"), "\(strong.error)")
        #expect(try program.run(["export", "--steps", "3", "--guide", "cifar10_test=2"]).error.isEmpty)
    }

    /// One number, one meaning: the benchmark's, with or without the sign that a shell takes for a comment.
    @Test func aNumberIsTheBenchmarks() throws {
        let first = "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|\n"
        #expect(try text("0") == first && text("#0") == first)
        #expect(try text("1234") == text("#1234"))
    }

    /// What a network is meant at counts, and comes out again.
    @Test func aNetworkKeepsItsResolution() throws {
        let space = ["--space", "mobilenetv3"], dictionary = #"{"ks": 7, "e": 6, "d": 4, "r": [160]}"#
        func parsed(_ words: [String]) throws -> [String: Any] {
            let result = try program.run(["export"] + words + space)
            #expect(result.status == 0, "\(result.error)")
            return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        }
        let small = try parsed([dictionary, "--as", "json"]), usual = try parsed([#"{"ks": 7, "e": 6, "d": 4}"#, "--as", "json"])
        let (adds, usualAdds) = (try #require(small["multiply_adds"] as? Int), try #require(usual["multiply_adds"] as? Int))
        #expect(Double(adds) / Double(usualAdds) < 0.56 && small["resolution"] as? Int == 160 && usual["resolution"] as? Int == 224)
        #expect(try parsed([dictionary, "--as", "ofa"])["r"] as? [Int] == [160])
        // The document is read again as what it says.
        let document = String(decoding: try JSONSerialization.data(withJSONObject: small), as: UTF8.self)
        #expect(try parsed([document, "--as", "json"])["multiply_adds"] as? Int == adds)
        let refused = try program.run(["export", dictionary, "--as", "columns"] + space)
        #expect(refused.status != 0 && refused.error.contains("--as columns has no place for 160 pixels and width 1.0"))
        let config = try program.run(["export", dictionary, "--as", "net-config"] + space)
        #expect(config.status != 0 && config.error.contains("--as net-config has no place for 160 pixels"))
        // A width is in the layers.
        #expect(try parsed([#"{"ks": 7, "e": 6, "d": 4, "w": 1.2}"#, "--as", "net-config"])["name"] as? String == "MobileNetV3")
    }

    /// The cell of a run is the one that `generate` draws with the same options.
    @Test func aRunIsTheOneOfGenerate() throws {
        let options = ["--seed", "7", "--sample", "3", "--guide", "cifar10_test=2", "--guide", "params_m=-1"]
        let generated = try program.json(["generate", "--count", "1"] + options)
        let first = try #require((generated["architectures"] as? [[String: Any]])?.first)
        #expect(try program.run(["export"] + options).output == "\(first["arch"] as? String ?? "")\n")
        let data = Data(try program.run(["export", "--as", "json"] + options).output.utf8)
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(json["arch"] as? String == first["arch"] as? String)
        #expect(json["valid"] as? Bool == first["valid"] as? Bool)
        let course = try #require((json["course"] as? [[String: Any]])?.first?["command"] as? String)
        #expect(course.contains("--seed 7") && course.contains("--guide params_m=-1.0"))
    }

    @Test func screensAndRecordingsAreTheSameEachTime() throws {
        let screen = ["export", "--as", "screen-svg", "--seed", "2", "--steps", "12", "--step", "5", "--keys", "right*3 . ?", "--size", "80x24"]
        let first = try program.run(screen)
        #expect(first.status == 0 && first.output.hasPrefix("<svg "))
        #expect(try program.run(screen).output == first.output)
        let cast = try program.run(["export", "--as", "asciicast", "--steps", "6", "--keys", "] wait=0.2 right"])
        #expect(
            cast.output.split(separator: "\n").allSatisfy {
                (try? JSONSerialization.jsonObject(with: Data($0.utf8))) != nil
            })
        #expect(cast.output.split(separator: "\n").count > 8)
        let plain = try text("--as", "screen-text", "--steps", "6", "--step", "3", "--page", "inspect", "--theme", "light")
        #expect(plain.contains("step 3/6") && plain.split(separator: "\n", omittingEmptySubsequences: false).count == 37)
    }

    @Test func binaryFormsAreFiles() throws {
        let file = program.file("run.safetensors")
        #expect(try text("--as", "trajectory-safetensors", "--steps", "5", "--out", file).isEmpty)
        #expect(try Safetensors(contentsOf: file).floats("states", shape: [5, 66]).allSatisfy(\.isFinite))
        let csv = try text("--as", "trajectory-csv", "--steps", "5")
        #expect(csv.split(separator: "\n").count == 6)
    }

    @Test(arguments: [
        (["--as", "trajectory-safetensors"], "--as trajectory-safetensors is no text: give --out FILE"),
        (["1462", "--as", "screen-svg"], "--as screen-svg is of a run, and an architecture by itself has none"),
        (["1462", "--as", "asciicast"], "--as asciicast is of a run"),
        (["|nor"], "is not an arch string: at character 2"),
        (["--size", "80"], "'80' is no size of a screen"),
        (["--size", "9x9"], "'9x9' is no size of a screen"),
        (["--step", "last"], "'last' is no step"),
        (["--keys", ". hop"], "key 2 is 'hop', which no key is called"),
        (["--guide", "speed=1"], "unknown property 'speed'"),
        (["--denoiser", "published", "--denoiser-file", "x"], "x: cannot be read"),
        (["--guide", "cifar10_test=1", "--method", "twisted"], "twisted"),
        (["1462", "--out", "/no such folder/x"], "cannot create a file in its folder"),
    ])
    func badInputIsNamed(arguments: [String], words: String) throws {
        let result = try program.run(["export"] + arguments)
        #expect(result.status != 0)
        #expect(result.error.contains(words), "\(result.error)")
        #expect(result.output.isEmpty)
    }

    /// A limit on the size of files stands in for a disk that is full: the write fails half way in both.
    @Test func aFullDiskLeavesNothing() throws {
        let folder = program.file("full")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let script = "trap '' XFSZ; ulimit -f 8; exec '\(Program.binary.path)' export --as screen-svg --steps 4 --out '\(folder)/x.svg'"
        let process = Process(), errors = Pipe()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        process.environment = program.environment
        process.standardError = errors
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
        #expect(text.contains("\(folder)/x.svg: cannot be written: "), "\(text)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
}

/// The PyTorch module, in PyTorch.
@Suite(.enabled(if: TorchPython.path != nil, "needs a python3 with PyTorch; DNAG_PYTHON may name one"))
struct PyTorchModuleTests {
    @Test func theNetworkIsTheBenchmarks() throws {
        let program = try Program()
        // The empty cell, the largest, one with dead ends, and only pools.
        let cells = [0, 11_718, 1462, 15_624].compactMap(Cell.init(code:))
        for cell in cells {
            let written = try program("export", cell.archString, "--as", "pytorch", "--out", program.file("cell_\(cell.code).py"))
            #expect(written.status == 0, "\(written.error)")
        }
        // Run as a program it prints the number of its parameters; as a module it makes networks.
        let check = """
            import importlib, runpy, sys, torch
            sys.path.insert(0, sys.argv[1])
            for code in sys.argv[2:]:
                runpy.run_path(f"{sys.argv[1]}/cell_{code}.py", run_name="__main__")
                network = importlib.import_module("cell_" + code).Network()
                scores = network(torch.randn(2, 3, 32, 32))
                assert scores.shape == (2, 10), scores.shape
                assert torch.isfinite(scores).all()
                scores.sum().backward()

            """
        let script = try program.write(check, to: "check.py")
        let checked = try TorchPython.run([script, program.directory.path] + cells.map { "\($0.code)" })
        let counts = cells.map { "\(MacroNetwork(cell: $0).parameters)\n" }.joined()
        #expect(checked.status == 0 && checked.text == counts, "\(checked.text)")
    }

    /// At both widths: the module has the weights that the cost counts, and scores images of any side.
    @Test func theNetworkIsOnceForAlls() throws {
        let program = try Program()
        var counts = ""
        for (place, (text, width)) in [(#"{"ks": 3, "e": 3, "d": 2}"#, MobileNetCost.Width.one), (#"{"ks": 7, "e": 6, "d": 4, "w": 1.2}"#, .oneAndAFifth)].enumerated() {
            let written = try program("export", text, "--space", "mobilenetv3", "--as", "pytorch", "--out", program.file("network_\(place).py"))
            #expect(written.status == 0, "\(written.error)")
            counts += "\(try MobileNetCost(width: width).total(SizedNetwork(json: text).network).parameters)\n"
        }
        let check = """
            import importlib, runpy, sys, torch
            sys.path.insert(0, sys.argv[1])
            for place in range(2):
                runpy.run_path(f"{sys.argv[1]}/network_{place}.py", run_name="__main__")
                network = importlib.import_module(f"network_{place}").Network(classes=7)
                scores = network(torch.randn(2, 3, 64, 64))
                assert scores.shape == (2, 7), scores.shape
                scores.sum().backward()

            """
        let checked = try TorchPython.run([try program.write(check, to: "check.py"), program.directory.path])
        #expect(checked.status == 0 && checked.text == counts, "\(checked.text)")
    }
}
