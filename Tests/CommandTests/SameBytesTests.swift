import Foundation
import Testing

/// A run's bytes do not depend on the processor it runs on, as far as that can be seen from one: OpenBLAS is told to take another one's
/// kernels, with other orders of summation. x86-64 with AVX2 alone promises this.
@Suite(.enabled(if: hasWideVectors)) struct SameBytesTests {
    let program: Program
    init() throws { program = try Program() }

    @Test(arguments: [
        "--guide cifar10_test=2", "--guide cifar10_test=2 --method conditioned",
        "--guide latency_ms_pixel3=-1 --predictor-file cells --sampler analytic --steps 3", "--denoiser exact --guide baseline_accuracy=1 --steps 4",
        "--space mobilenetv3 --guide imagenet_top1=2 --guide latency_ms_note10=-1 --steps 4",
    ])
    func anotherProcessorsProductsChangeNothing(run: String) throws {
        let line = ["export", "--as", "trajectory-safetensors", "--seed", "3", "--out"]
        var bytes: [Data] = []
        for kernels in ["Haswell", "Sandybridge", "Nehalem"] {
            let file = program.file("\(kernels).safetensors")
            let result = try program.run(
                line + [file] + run.split(separator: " ").map(String.init), changing: ["OPENBLAS_CORETYPE": kernels])
            #expect(result.status == 0, "\(result.error)")
            bytes.append(try Data(contentsOf: URL(fileURLWithPath: file)))
        }
        #expect(bytes[0].count > 2_000)
        #expect(bytes[1] == bytes[0])
        #expect(bytes[2] == bytes[0])
    }
}

/// A line can say by what another machine tells whether its run is the same.
@Suite struct RunMarkTests {
    let program: Program
    init() throws { program = try Program() }

    private let line = ["generate", "--seed", "4", "--steps", "6", "--guide", "params_m=-1"]

    private func mark(_ more: String...) throws -> String {
        let summary = try #require(program.json(line + more)["summary"] as? [String: Any])
        return try #require(summary["mark"] as? String)
    }

    @Test func theExpectedRunEndsWell() throws {
        let found = try mark("--count", "3")
        #expect(found.count == 8 && found.allSatisfy { $0.isHexDigit })
        let same = try program.run(line + ["--count", "3", "--expect", found.uppercased(), "--threads", "2"])
        #expect(same.status == 0 && same.error.isEmpty)
        #expect(try mark("--count", "4") != found)
    }

    @Test func anotherRunIsToldAndKeepsItsResult() throws {
        let result = try program.run(line + ["--count", "1", "--expect", "00000000"])
        #expect(result.status == 1 && result.output.contains("|"))
        #expect(result.error.contains("not, byte for byte, the one that was expected: its mark is \(try mark("--count", "1")), not 00000000"))
    }

    @Test func whatIsNoMarkIsRefused() throws {
        for text in ["12345", "1234567g", "123456789", ""] {
            let result = try program.run(line + ["--expect", text])
            #expect(result.status != 0 && result.error.contains("--expect"))
        }
    }

    /// The explorer's line of a finished run holds the mark that the command finds. Its usual first level is the network's, so that a run can go over to another sampler halfway.
    @Test func theExplorersLineExpectsWhatTheCommandFinds() throws {
        let shown = try program.run(["explore", "--plain", "--fresh"] + line.dropFirst() + ["--sigma-max", "12", "--expect", "00000000"])
        #expect(shown.status == 0)
        let found = try mark("--count", "1", "--sigma-max", "12")
        #expect((shown.output + shown.error).contains("--expect \(found)"))
    }
}

private let hasWideVectors: Bool = {
    #if os(Linux) && arch(x86_64)
        let flags = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        return flags.contains(" avx2") && flags.contains(" fma")
    #else
        return false
    #endif
}()
