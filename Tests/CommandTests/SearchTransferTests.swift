import Foundation
import Testing

/// `dnag search transfer`: columns and predictors as sources.
@Suite struct SearchTransferTests {
    let program: Program
    init() throws { program = try Program() }

    /// Image features that vary, of any shape.
    private func values(_ shape: [Int]) -> [Float] { (0..<shape.reduce(1, *)).map { Float($0 * 37 % 19) / 8 - 1 } }

    private func safetensors(_ name: String, _ shape: [Int], _ values: [Float], tensor: String = "features") throws -> String {
        let header = "{\"\(tensor)\":{\"dtype\":\"F32\",\"shape\":\(shape),\"data_offsets\":[0,\(4 * values.count)]}}"
        var data = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
        data.append(contentsOf: header.utf8)
        for value in values { withUnsafeBytes(of: value) { data.append(contentsOf: $0) } }
        try data.write(to: URL(fileURLWithPath: program.file(name)))
        return program.file(name)
    }

    /// As `numpy.save` writes it.
    private func numpy(_ name: String, _ shape: [Int], _ values: [Float], type: String = "<f4") throws -> String {
        let list = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
        var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(list)), }"
        header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
        var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count & 255), UInt8(header.utf8.count >> 8)])
        data.append(contentsOf: header.utf8)
        for value in values { withUnsafeBytes(of: value) { data.append(contentsOf: $0) } }
        try data.write(to: URL(fileURLWithPath: program.file(name)))
        return program.file(name)
    }

    private static let small = ["--budget", "4", "--samples", "16", "--steps", "4"]

    private func transfer(_ words: [String]) throws -> String {
        let result = try program.run(["search", "transfer"] + words + Self.small + ["--format", "csv"])
        #expect(result.status == 0, "\(words): \(result.error)")
        return result.output
    }

    private func fails(_ words: [String], saying said: [String]) throws {
        let result = try program.run(["search", "transfer"] + words)
        #expect(result.status != 0, "\(words) ended with 0")
        for word in said { #expect(result.error.contains(word), "\(words) said: \(result.error)") }
        #expect(!result.error.contains("Fatal error") && result.output.isEmpty)
    }

    private func trained(_ name: String, _ words: [String]) throws -> String {
        let result = try program.run(
            ["train", "published-predictor", "--property", "baseline_accuracy", "--steps", "3", "--batch", "16", "--out", program.file(name)] + words)
        #expect(result.status == 0, "\(result.error)")
        return program.file(name)
    }

    @Test func severalSourcesAndGaps() throws {
        let one = try transfer(["--source", "baseline_accuracy", "--target", "analog_accuracy", "--report", "ptq_accuracy"])
        let two = try transfer(["--source", "baseline_accuracy", "--source", "params_m", "--target", "analog_accuracy", "--report", "ptq_accuracy"])
        #expect(one != two)
        #expect(one.hasPrefix("strategy,evaluations,mean_regret,lower_quartile,median,upper_quartile,ptq_accuracy\n"))
        #expect(one.split(separator: "\n").count == 1 + 3 * 4)
        // The same for any number of threads.
        #expect(one == (try transfer(["--source", "baseline_accuracy", "--target", "analog_accuracy", "--report", "ptq_accuracy", "--threads", "1"])))
        // A third of the source's cells is unknown, and the target knows others.
        let source = try program.write(
            "cell,Top\n" + MadeTable((0..<15_625).filter { $0 % 3 != 0 }).rows.map { "\($0.arch),\($0.accuracy)\n" }.joined(), to: "source.csv")
        let target = try program.write(
            "cell,Top\n" + MadeTable((0..<15_625).filter { $0 % 2 == 0 }).rows.map { "\($0.arch),\($0.accuracy)\n" }.joined(), to: "target.csv")
        let gaps = try transfer(["--table", source, "--table", target, "--source", "source:Top", "--target", "target:Top", "--seeds", "2"])
        let rows = gaps.split(separator: "\n").map { $0.split(separator: ",") }
        func last(_ strategy: String) throws -> Double { try #require(rows.last { $0[0] == strategy }.flatMap { Double($0[2]) }) }
        // What the source knows is the target itself.
        #expect(try last("transfer") < last("random"))
    }

    /// A random start may come before the source is asked.
    @Test func aRandomStart() throws {
        let plain = try transfer(["--source", "baseline_accuracy", "--target", "analog_accuracy"])
        let started = try transfer(["--source", "baseline_accuracy", "--target", "analog_accuracy", "--initial", "2"])
        #expect(started != plain)
        let rows = started.split(separator: "\n").map { $0.split(separator: ",").dropFirst() }
        #expect(rows[1...2] == rows[5...6] && rows[5...6] == rows[9...10])
    }

    /// A predictor that reads images, on those of another dataset: the same from either file, and another ranking than its own dataset's.
    @Test func aConditionedPredictorReadsTheTargetsImages() throws {
        let shape = [3, 4, 6], values = values(shape)
        let learned = try safetensors("learned.safetensors", [2, 2, 6], self.values([2, 2, 6]).map { -$0 })
        let predictor = try trained("meta.safetensors", ["--conditioned", learned])
        let line = ["--source-predictor", predictor, "--target", "analog_accuracy"]
        let own = try transfer(line)
        let stored = try transfer(line + ["--dataset", safetensors("other.safetensors", shape, values)])
        #expect(stored == (try transfer(line + ["--dataset", numpy("other.npy", shape, values)])))
        #expect(stored == (try transfer(line + ["--dataset", numpy("other.npy", shape, values), "--source-property", "baseline_accuracy"])))
        #expect(own.split(separator: "\n").count == stored.split(separator: "\n").count)

        for (name, words) in [
            (try numpy("flat.npy", [12, 6], self.values([12, 6])), ["flat.npy", "[12, 6]", "[classes, samples of a class, features]"]),
            (try numpy("wide.npy", [3, 4, 7], self.values([3, 4, 7])), ["wide.npy", "7 features", "6"]),
            (try numpy("none.npy", [0, 4, 6], []), ["none.npy", "[0, 4, 6]"]),
            (try numpy("nan.npy", shape, values.map { $0 > 1 ? .nan : $0 }), ["nan.npy", "not finite"]),
            (try numpy("int.npy", shape, values, type: "<i4"), ["int.npy", "'<i4'"]),
            (try numpy("short.npy", [3, 4, 9], values), ["short.npy", "bytes"]),
            (try safetensors("flat.safetensors", [12, 6], self.values([12, 6])), ["flat.safetensors", "[12, 6]"]),
            (try safetensors("wide.safetensors", [3, 4, 7], self.values([3, 4, 7])), ["wide.safetensors", "7 features", "6"]),
            (try safetensors("inf.safetensors", shape, values.map { $0 > 1 ? .infinity : $0 }), ["inf.safetensors", "not finite"]),
            (try safetensors("name.safetensors", shape, values, tensor: "images"), ["name.safetensors", "features"]),
            (try program.write("no array", to: "text.npy"), ["text.npy"]),
            (program.file("absent.npy"), ["absent.npy"]),
        ] {
            try fails(line + ["--dataset", name], saying: words)
        }
        try fails(line + ["--source-property", "speed"], saying: ["unknown property 'speed'", "baseline_accuracy"])
    }

    @Test func predictorsThatReadNoImages() throws {
        let features = try numpy("features.npy", [2, 2, 4], values([2, 2, 4]))
        let alone = try trained("alone.safetensors", [])
        #expect(try transfer(["--source-predictor", alone, "--target", "analog_accuracy"]).split(separator: "\n").count == 13)
        let assets = Program.root.appendingPathComponent("Assets")
        let ours = assets.appendingPathComponent("predictor-nasbench201.safetensors").path
        for file in [alone, ours] {
            try fails(
                ["--source-predictor", file, "--dataset", features, "--target", "analog_accuracy"], saying: ["conditioned on no dataset"])
        }
        let networks = assets.appendingPathComponent("predictor-mobilenetv3.safetensors").path
        try fails(["--source-predictor", networks, "--target", "analog_accuracy"], saying: ["predictor-mobilenetv3", "another search space"])
        try fails(["--source", "params_m", "--dataset", features, "--target", "analog_accuracy"], saying: ["--dataset is for --source-predictor"])
        try fails(["--source-predictor", features, "--target", "analog_accuracy"], saying: ["features.npy"])
        try fails(["--source-predictor", ours, "--source", "params_m", "--target", "analog_accuracy"], saying: ["--source COLUMN"])
    }

    /// A network of the reference implementation, told what it predicts, on its own images and on others.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: meta.path), "needs ../shared/fixtures"))
    func aPublishedNetwork() throws {
        let data = try Data(contentsOf: Self.meta)
        let length = Int(data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        var header = try #require(JSONSerialization.jsonObject(with: data[8..<8 + length]) as? [String: Any])
        var about = try #require(header["__metadata__"] as? [String: String])
        try fails(["--source-predictor", Self.meta.path, "--target", "analog_accuracy"], saying: ["predictor_meta.safetensors", "'properties'"])
        about["properties"] = #"[{"name": "published_accuracy", "mean": 90, "deviation": 5}]"#
        header["__metadata__"] = about
        let bytes = try JSONSerialization.data(withJSONObject: header)
        let file = program.file("published.safetensors")
        try (withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { Data($0) } + bytes + data[(8 + length)...]).write(to: URL(fileURLWithPath: file))

        let line = ["--source-predictor", file, "--source-property", "published_accuracy", "--target", "analog_accuracy"]
        let own = try transfer(line)
        #expect(own.split(separator: "\n").count == 13)
        let others = values([10, 5, 24])
        let stored = try transfer(line + ["--dataset", numpy("others.npy", [10, 5, 24], others)])
        #expect(stored == (try transfer(line + ["--dataset", safetensors("others.safetensors", [10, 5, 24], others)])))
        try fails(line + ["--dataset", numpy("wide.npy", [2, 2, 512], values([2, 2, 512]))], saying: ["wide.npy", "512 features", "24"])
    }

    private static let meta = Program.root.deletingLastPathComponent().appendingPathComponent("shared/fixtures/predictor_meta.safetensors")
}
