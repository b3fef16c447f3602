import Architectures
import Diffusion
import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct ModelFileTests {
    private var states: [[Float]] {
        var generator = PhiloxGenerator(seed: 1)
        return (0..<Panel.width).map { _ in generator.normals(66) }
    }

    @Test func aDenoiserComesBackTheSame() throws {
        try withTemporaryFolder { folder in
            let denoiser = LearnedModels.denoiser()
            try denoiser.write(to: folder + "/d")
            let read = try LearnedDenoiser(contentsOf: folder + "/d")
            #expect(denoise(read, states, sigma: 0.7) == denoise(denoiser, states, sigma: 0.7))
            #expect(read.about["note"] == "random")
            try read.write(to: folder + "/again")
            #expect(
                try Data(contentsOf: URL(fileURLWithPath: folder + "/again"))
                    == Data(contentsOf: URL(fileURLWithPath: folder + "/d")))
        }
    }

    @Test func aPredictorComesBackTheSame() throws {
        try withTemporaryFolder { folder in
            let predictor = try LearnedModels.predictor()
            try predictor.write(to: folder + "/p")
            let read = try LearnedPredictor(contentsOf: folder + "/p")
            #expect(read.properties == predictor.properties && read.scales == predictor.scales)
            #expect(read.about["note"] == "random")
            for (a, b) in zip(
                predict(read, states, sigma: 0.7, tilts: [1, 2]), predict(predictor, states, sigma: 0.7, tilts: [1, 2])
            ) { #expect(a == b) }
        }
    }

    /// A network that was trained when multiply-adds had another name knows them by the present one.
    @Test func formerNamesOfPropertiesArePresentOnes() throws {
        try withTemporaryFolder { folder in
            try LearnedModels.predictor().write(to: folder + "/p")
            let file = try Safetensors(contentsOf: folder + "/p")
            var metadata = file.metadata
            metadata["properties"] = #"["flops_m","params_m"]"#
            try Safetensors(metadata: metadata, tensors: file.tensors).write(to: folder + "/old")
            #expect(try LearnedPredictor(contentsOf: folder + "/old").properties == ["macs_m", "params_m"].map(PropertyInfo.named))
        }
    }
}
