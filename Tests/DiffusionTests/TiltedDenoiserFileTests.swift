import Architectures
import Diffusion
import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct TiltedDenoiserFileTests {
    /// The error of reading a changed copy of a good file; PATH stands for its path.
    private func readingError(_ change: (inout Safetensors) -> Void) throws -> String? {
        try errorOfChangedFile(change, of: { try LearnedModels.tilted().write(to: $0) }) {
            _ = try TiltedDenoiser(contentsOf: $0)
        }
    }

    @Test func itComesBackTheSame() throws {
        try withTemporaryFolder { folder in
            let denoiser = try LearnedModels.tilted()
            try denoiser.write(to: folder + "/t")
            let read = try TiltedDenoiser(contentsOf: folder + "/t")
            var generator = PhiloxGenerator(seed: 1)
            let states = try generator.noisyCells(sigma: 0.7), tilts = ["baseline_accuracy": 3.0, "analog_accuracy": -1]
            #expect(
                denoise(try read.tilted(by: tilts), states, sigma: 0.7)
                    == denoise(try denoiser.tilted(by: tilts), states, sigma: 0.7))
            #expect(read.properties == denoiser.properties && read.about["note"] == "random")
            try read.write(to: folder + "/again")
            #expect(
                try Data(contentsOf: URL(fileURLWithPath: folder + "/again"))
                    == Data(contentsOf: URL(fileURLWithPath: folder + "/t")))
        }
    }

    @Test func foreignFiles() throws {
        #expect(try readingError { _ in } == nil)
        #expect(
            try readingError { $0.metadata["format"] = "dnag denoiser 1" }
                == "PATH is not a dnag tilted denoiser 1: its metadata 'format' is 'dnag denoiser 1', not 'dnag tilted denoiser 1'")
        #expect(
            try readingError { $0.metadata["format"] = nil }
                == "PATH is not a dnag tilted denoiser 1: its metadata 'format' is missing, not 'dnag tilted denoiser 1'")
        let unknown = try readingError { $0.metadata["space"] = "darts" }
        #expect(unknown?.hasPrefix("PATH: metadata 'space' must be 'nasbench201' or 'mobilenetv3' or 'nasbenchgraph'; 'darts' is not known") == true)
        #expect(try readingError { $0.metadata["space"] = nil } == "PATH: metadata 'space' must be 'nasbench201' or 'mobilenetv3' or 'nasbenchgraph'")
    }

    @Test(arguments: ["[]", "[\"a\",\"a\"]"]) func propertiesThatCannotBe(names: String) throws {
        #expect(
            try readingError { $0.metadata["properties"] = names }
                == "PATH: metadata 'properties' must name 1 to 256 different properties")
    }

    @Test(arguments: [
        "{\"width\":0,\"blocks\":2,\"properties\":2}", "{\"width\":48,\"blocks\":-1,\"properties\":2}",
        "{\"width\":4097,\"blocks\":2,\"properties\":2}", "{\"width\":48,\"blocks\":1000000,\"properties\":2}",
        "{\"width\":48,\"blocks\":2,\"properties\":3}", "{\"width\":48,\"blocks\":2,\"properties\":0}",
        "{\"width\":9223372036854775807,\"blocks\":2,\"properties\":2}",
    ]) func absurdNetworks(configuration: String) throws {
        #expect(
            try readingError { $0.metadata["configuration"] = configuration }
                == "PATH: metadata 'configuration' describes no possible network")
    }

    @Test(arguments: ["configuration", "properties"]) func metadataThatIsNoJSON(key: String) throws {
        for text in [nil, "{\"width\":48", "7"] {
            #expect(try readingError { $0.metadata[key] = text } == "PATH: metadata '\(key)' is missing or malformed")
        }
    }

    @Test func tensorsThatAreWrong() throws {
        #expect(try readingError { $0.tensors["head.bias"] = nil } == "PATH: tensor 'head.bias' is missing")
        #expect(
            try readingError { $0.tensors["head.bias"] = .init([1, 2] as [Float], shape: [2]) }
                == "PATH: tensor 'head.bias': shape is [2], expected [66]")
        #expect(
            try readingError { $0.tensors["norm.bias"] = .init([Int32](repeating: 0, count: 48), shape: [48]) }
                == "PATH: tensor 'norm.bias': dtype is I32, expected F32 (or F16, BF16, F64, which are converted)")
        var bad = [Float](repeating: 0, count: 48)
        bad[47] = .infinity
        #expect(
            try readingError { $0.tensors["norm.bias"] = .init(bad, shape: [48]) }
                == "PATH: tensor 'norm.bias' holds values that are not finite")
    }

    @Test func everyTensorIsNeeded() throws {
        var names: [String] = []
        _ = try readingError { names = $0.tensors.keys.sorted() }
        #expect(names.count == 18)  // weights and biases of input, head, norm, and of a norm and two layers in each of two blocks
        for name in names { #expect(try readingError { $0.tensors[name] = nil } == "PATH: tensor '\(name)' is missing") }
    }
}
