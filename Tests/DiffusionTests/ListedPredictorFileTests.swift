import Architectures
import Diffusion
import Foundation
import Published
import Tensors
import TestSupport
import Testing

/// Files of predictors of cells.
@Suite struct ListedPredictorFileTests {
    private func error(_ change: (inout Safetensors) -> Void) throws -> String? {
        try errorOfChangedFile(change, of: { try LearnedModels.cells().write(to: $0) }) { _ = try ListedPredictor(contentsOf: $0) }
    }

    @Test func itComesBackTheSameWhateverTheThreads() throws {
        let predictor = try LearnedModels.cells()
        try withTemporaryFolder { folder in
            try predictor.write(to: folder + "/a")
            for threads in [1, 2, 5] {
                let read = try ListedPredictor(contentsOf: folder + "/a", threads: threads)
                #expect(read.properties == predictor.properties && read.scales == predictor.scales)
                #expect(read.about["note"] == "random")
                for p in 0..<3 { #expect(read.estimates(of: p) == predictor.estimates(of: p)) }
                try read.write(to: folder + "/b")
                #expect(FileManager.default.contentsEqual(atPath: folder + "/a", andPath: folder + "/b"))
            }
            #expect(try PredictorFile.read(folder + "/a") is ListedPredictor)
            try LearnedModels.predictor().write(to: folder + "/p")
            #expect(try PredictorFile.read(folder + "/p") is LearnedPredictor)
        }
    }

    /// Weights and scales: nothing as long as the list of cells.
    @Test func itHoldsNoFigureOfACell() throws {
        try withTemporaryFolder { folder in
            try LearnedModels.cells().write(to: folder + "/a")
            let file = try Safetensors(contentsOf: folder + "/a")
            let blocks = ["norm.weight", "norm.bias", "up.weight", "up.bias", "down.weight", "down.bias"]
            let names =
                ["input", "norm", "out"].flatMap { [$0 + ".weight", $0 + ".bias"] }
                + (0..<2).flatMap { block in blocks.map { "blocks.\(block).\($0)" } }
            #expect(Set(file.tensors.keys) == Set(names + ["scales"]))
            #expect(Set(file.metadata.keys) == ["format", "space", "configuration", "properties", "note"])
        }
    }

    @Test func malformedFilesAreNamed() throws {
        #expect(try error { _ in } == nil)
        #expect(
            try error { $0.metadata["format"] = "dnag predictor 1" }
                == "PATH is not a dnag cells 1: its metadata 'format' is 'dnag predictor 1', not 'dnag cells 1'")
        #expect(try error { $0.metadata["space"] = "mobilenetv3" } == "PATH: metadata 'space' must be a space whose architectures are listed")
        #expect(try error { $0.metadata["space"] = nil } == "PATH: metadata 'space' must be 'nasbench201' or 'mobilenetv3' or 'nasbenchgraph'")
        #expect(try error { $0.metadata["properties"] = "accuracy" } == "PATH: metadata 'properties' is missing or malformed")
        #expect(try error { $0.metadata["configuration"] = nil } == "PATH: metadata 'configuration' is missing or malformed")
        #expect(try error { $0.tensors["norm.bias"] = nil } == "PATH: tensor 'norm.bias' is missing")
        #expect(
            try error { $0.tensors["out.bias"] = .init([1, 2] as [Float], shape: [2]) }
                == "PATH: tensor 'out.bias': shape is [2], expected [3]")
        #expect(
            try error { $0.tensors["out.bias"] = .init([1, 2, .nan] as [Float], shape: [3]) }
                == "PATH: tensor 'out.bias' holds values that are not finite")
        #expect(
            try error { $0.tensors["out.weight"] = .init([Float](repeating: 3e38, count: 72), shape: [3, 24]) }
                == "PATH: its network answers with what is no finite number; its weights are too large, or were spoilt in training or conversion: use another file")
        #expect(
            try error { file in
                var values = (try? file.doubles("scales")) ?? []
                values[257 + 100] = 1e9
                file.tensors["scales"] = .init(values, shape: [3, 257])
            } == "PATH: the scale of property 'analog_accuracy' must be 257 finite values that do not fall")
    }

    @Test(arguments: [
        "{\"width\":0,\"blocks\":2,\"properties\":3}", "{\"width\":24,\"blocks\":-1,\"properties\":3}",
        "{\"width\":24,\"blocks\":99999,\"properties\":3}", "{\"width\":24,\"blocks\":2,\"properties\":2}",
        "{\"width\":9223372036854775807,\"blocks\":2,\"properties\":3}",
    ]) func absurdNetworks(configuration: String) throws {
        #expect(
            try error { $0.metadata["configuration"] = configuration }
                == "PATH: metadata 'configuration' describes no possible network for 3 properties")
    }

    @Test func aPropertyTwiceIsRefused() throws {
        #expect(
            try error { $0.metadata["properties"] = "[\"a\",\"b\",\"a\"]" }
                == "PATH: metadata 'configuration' describes no possible network for 3 properties")
    }
}
