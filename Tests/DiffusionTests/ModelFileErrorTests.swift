import Diffusion
import Foundation
import Tensors
import TestSupport
import Testing

/// What is said of files that are no such network.
@Suite struct ModelFileErrorTests {
    /// The error of reading a changed copy of a good denoiser's file; PATH stands for its path.
    private func denoiserError(_ change: (inout Safetensors) -> Void) throws -> String? {
        try errorOfChangedFile(change, of: { try LearnedModels.denoiser().write(to: $0) }) {
            _ = try LearnedDenoiser(contentsOf: $0)
        }
    }

    private func predictorError(_ change: (inout Safetensors) -> Void) throws -> String? {
        try errorOfChangedFile(change, of: { try LearnedModels.predictor().write(to: $0) }) {
            _ = try LearnedPredictor(contentsOf: $0)
        }
    }

    @Test func unchangedFilesAreRead() throws {
        #expect(try denoiserError { _ in } == nil)
        #expect(try predictorError { _ in } == nil)
    }

    @Test func foreignFiles() throws {
        #expect(
            try denoiserError { $0.metadata["format"] = nil }
                == "PATH is not a dnag denoiser 1: its metadata 'format' is missing, not 'dnag denoiser 1'")
        #expect(
            try denoiserError { $0.metadata["format"] = "dnag predictor 1" }
                == "PATH is not a dnag denoiser 1: its metadata 'format' is 'dnag predictor 1', not 'dnag denoiser 1'")
        #expect(
            try predictorError { $0.metadata["format"] = "pt" }
                == "PATH is not a dnag predictor 1: its metadata 'format' is 'pt', not 'dnag predictor 1'")
        let unknown = try denoiserError { $0.metadata["space"] = "darts" }
        #expect(unknown?.hasPrefix("PATH: metadata 'space' must be 'nasbench201' or 'mobilenetv3' or 'nasbenchgraph'; 'darts' is not known") == true)
        #expect(try predictorError { $0.metadata["space"] = nil } == "PATH: metadata 'space' must be 'nasbench201' or 'mobilenetv3' or 'nasbenchgraph'")
    }

    @Test func truncatedFiles() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/d"
            try LearnedModels.denoiser().write(to: path)
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            let bytes = try Safetensors(contentsOf: path).tensors.values.reduce(0) { $0 + $1.data.count }
            try data.dropLast(100).write(to: URL(fileURLWithPath: path))
            #expect(
                errorText { _ = try LearnedDenoiser(contentsOf: path) }
                    == "\(path): tensor 'vertex.weight': its data end at byte \(bytes), "
                    + "but the file holds \(bytes - 100) bytes of data (truncated?)")
            try data.prefix(5).write(to: URL(fileURLWithPath: path))
            #expect(
                errorText { _ = try LearnedDenoiser(contentsOf: path) }
                    == "\(path): not a safetensors file: 5 bytes, but it starts with 8 bytes of header length")
        }
    }

    /// Weights may be finite and still too large: such a network answers with NaN.
    @Test func networksThatAnswerWithNoNumber() throws {
        let text = "PATH: its network answers with what is no finite number; its weights are too large, or were spoilt in training or conversion: use another file"
        func inflate(_ file: inout Safetensors) {
            for (name, tensor) in file.tensors where name.hasSuffix("weight") && tensor.shape.count == 2 {
                file.tensors[name] = .init([Float](repeating: 3e38, count: tensor.shape.reduce(1, *)), shape: tensor.shape)
            }
        }
        #expect(try denoiserError(inflate) == text)
        #expect(try predictorError(inflate) == text)
        #expect(try errorOfChangedFile(inflate, of: { try LearnedModels.tilted().write(to: $0) }) { _ = try TiltedDenoiser(contentsOf: $0) } == text)
    }

    @Test func tensorsThatAreWrong() throws {
        #expect(try denoiserError { $0.tensors["norm.bias"] = nil } == "PATH: tensor 'norm.bias' is missing")
        #expect(
            try denoiserError { $0.tensors["norm.bias"] = .init([1, 2] as [Float], shape: [2]) }
                == "PATH: tensor 'norm.bias': shape is [2], expected [64]")
        #expect(
            try denoiserError { $0.tensors["norm.bias"] = .init([Int32](repeating: 0, count: 64), shape: [64]) }
                == "PATH: tensor 'norm.bias': dtype is I32, expected F32 (or F16, BF16, F64, which are converted)")
        var bad = [Float](repeating: 0, count: 64)
        bad[63] = .nan
        #expect(
            try denoiserError { $0.tensors["norm.bias"] = .init(bad, shape: [64]) }
                == "PATH: tensor 'norm.bias' holds values that are not finite")
        #expect(
            try predictorError { $0.tensors["mean.bias"] = .init([0, .infinity] as [Float], shape: [2]) }
                == "PATH: tensor 'mean.bias' holds values that are not finite")
    }

    @Test(arguments: [
        "{\"width\":0,\"blocks\":3,\"heads\":4,\"feedForward\":128}",
        "{\"width\":64,\"blocks\":3,\"heads\":5,\"feedForward\":128}",
        "{\"width\":64,\"blocks\":3,\"heads\":-4,\"feedForward\":128}",
        "{\"width\":64,\"blocks\":1000000,\"heads\":4,\"feedForward\":128}",
        "{\"width\":9223372036854775807,\"blocks\":3,\"heads\":1,\"feedForward\":128}",
        "{\"width\":64,\"blocks\":3,\"heads\":4,\"feedForward\":0}",
    ]) func absurdDenoisers(configuration: String) throws {
        #expect(
            try denoiserError { $0.metadata["configuration"] = configuration }
                == "PATH: metadata 'configuration' describes no possible network")
    }

    @Test(arguments: [
        "{\"width\":-1,\"blocks\":3,\"rank\":4,\"properties\":2}",
        "{\"width\":256,\"blocks\":99999,\"rank\":4,\"properties\":2}",
        "{\"width\":256,\"blocks\":3,\"rank\":-1,\"properties\":2}",
        "{\"width\":256,\"blocks\":3,\"rank\":4,\"properties\":3}",
    ]) func absurdPredictors(configuration: String) throws {
        #expect(
            try predictorError { $0.metadata["configuration"] = configuration }
                == "PATH: metadata 'configuration' describes no possible network for 2 properties")
    }

    @Test func metadataThatIsNoJSON() throws {
        #expect(
            try denoiserError { $0.metadata["configuration"] = "{\"width\":64" }
                == "PATH: metadata 'configuration' is missing or malformed")
        #expect(
            try denoiserError { $0.metadata["configuration"] = nil }
                == "PATH: metadata 'configuration' is missing or malformed")
        #expect(
            try predictorError { $0.metadata["properties"] = "accuracy" }
                == "PATH: metadata 'properties' is missing or malformed")
        #expect(
            try predictorError { $0.metadata["properties"] = "[\"a\",\"a\"]" }
                == "PATH: metadata 'configuration' describes no possible network for 2 properties")
    }

    @Test func scalesThatFall() throws {
        #expect(
            try predictorError { file in
                var values = (try? file.doubles("scales")) ?? []
                values[257 + 100] = 1e9
                file.tensors["scales"] = .init(values, shape: [2, 257])
            } == "PATH: the scale of property 'analog_accuracy' must be 257 finite values that do not fall")
        #expect(
            try predictorError { $0.tensors["scales"] = .init([Double](repeating: 0, count: 257), shape: [1, 257]) }
                == "PATH: tensor 'scales': shape is [1, 257], expected [2, 257]")
    }
}
