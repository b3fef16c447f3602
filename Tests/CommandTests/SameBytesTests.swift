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

private let hasWideVectors: Bool = {
    #if os(Linux) && arch(x86_64)
        let flags = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        return flags.contains(" avx2") && flags.contains(" fma")
    #else
        return false
    #endif
}()
