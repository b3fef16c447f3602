import Foundation
import Testing

/// Checkpoints that PyTorch itself wrote, converted, read and held against PyTorch's own outputs and gradients.
@Suite(.enabled(if: TorchPython.path != nil, "needs a python3 with PyTorch; DNAG_PYTHON may name one"))
struct CheckpointConversionTests {
    @Test func convertedNetworksAreTheirOriginals() throws {
        let program = try Program()
        let folder = program.file("converted")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let script = Program.root.appendingPathComponent("Scripts/check_conversion.py").path
        let checked = try TorchPython.run([script, folder])
        #expect(checked.status == 0, "\(checked.text)")

        let parity = try program.json("evaluate", "parity", folder + "/parity")
        let cases = try #require(parity["cases"] as? [[String: Any]])
        #expect(cases.count > 50)
        for row in cases { #expect(row["pass"] as? Bool == true, "\(row)") }

        let drawn = try program(
            "generate", "--count", "2", "--denoiser", "published", "--denoiser-file", folder + "/score.safetensors",
            "--predictor-file", folder + "/predictor_meta.safetensors", "--guide", "accuracy=1", "--format", "csv")
        #expect(drawn.status == 0, "\(drawn.error)")
        #expect(drawn.output.hasPrefix("sample,arch,valid,predicted_accuracy,"))
    }
}

/// A Python that has PyTorch.
enum TorchPython {
    static let path: String? = {
        let named = ProcessInfo.processInfo.environment["DNAG_PYTHON"].map { [$0] }
        let candidates = named ?? ["/usr/bin/python3", "/usr/local/bin/python3", "/opt/homebrew/bin/python3"]
        return candidates.first { candidate in
            FileManager.default.isExecutableFile(atPath: candidate) && (try? run(["-c", "import torch"], candidate).status) == 0
        }
    }()

    static func run(_ arguments: [String], _ python: String? = TorchPython.path) throws -> (status: Int32, text: String) {
        let process = Process(), output = Pipe()
        process.executableURL = URL(fileURLWithPath: python ?? "/usr/bin/python3")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONDONTWRITEBYTECODE": "1"]) { $1 }
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }
}
