import Diffusion
import Foundation
import Published
import Tensors
import TestSupport
import Testing

/// The parity report: right on fixtures that are right, and loud on those that are not.
@Suite struct PublishedParityTests {
    /// Made once: its gradients are differences of a slow reference.
    private static let tiny = Result { try PublishedFixture(seed: 3).files() }

    @Test(.enabled(if: ReferenceData.hasFixtures, "needs ../shared/fixtures (or beside DNAG_DATA)"))
    func thePublishedFixturesPass() throws {
        let report = try ParityReport(directory: URL(fileURLWithPath: ReferenceData.fixture("x")).deletingLastPathComponent().path)
        #expect(report.cases.filter { !$0.passes } == [])
        #expect(Set(report.cases.map(\.name)).count == 11)
        // Far inside the tolerances: single precision is all that separates us.
        #expect(report.cases.allSatisfy { $0.maxRelative < 5e-6 })
    }

    /// Other sizes than the published ones, computed in the test itself in double precision.
    @Test(arguments: [1, 2] as [UInt64]) func tinyFixturesPass(seed: UInt64) throws {
        try withTemporaryFolder { folder in
            try PublishedFixture.write(PublishedFixture(seed: seed).files(), to: folder)
            let report = try ParityReport(directory: folder)
            #expect(report.cases.filter { !$0.passes } == [])
            #expect(
                Set(report.cases.map(\.name)) == [
                    "score_tiny", "predictor_tiny", "predictor_meta", "sample_euler_maruyama",
                    "sample_reverse_diffusion", "sample_probability_flow", "sde",
                ])
            #expect(report.cases.contains { $0.quantity == "loss_gradient.blocks.1.query.weight" })
            #expect(report.cases.count == 3 + 48 + 2 + 3 + 3 * 2 + 4)
        }
    }

    /// Every reference value counts: one changed by more than the tolerance fails its own quantity and no other.
    @Test(arguments: [
        ("score_tiny", "score"), ("score_tiny", "x_gradient"), ("score_tiny", "loss"),
        ("score_tiny", "loss_gradient.blocks.0.down.weight"), ("predictor_tiny", "prediction"),
        ("predictor_tiny", "x_gradient"), ("predictor_meta", "dataset_code"), ("sample_euler_maruyama", "states"),
        ("sample_reverse_diffusion", "means"),
    ])
    func aWrongValueFails(name: String, quantity: String) throws {
        try withTemporaryFolder { folder in
            try PublishedFixture.write(Self.tiny.get(), to: folder)
            try change(folder, name) { file in
                var values = try file.floats(quantity)
                let largest = values.map(abs).max() ?? 0
                values[values.count - 1] += 3 * largest * (name.hasPrefix("sample") ? 1e-3 : 1e-4)
                file.tensors[quantity] = .init(values, shape: file.tensors[quantity]?.shape ?? [])
            }
            let report = try ParityReport(directory: folder)
            #expect(!report.passes)
            #expect(report.cases.filter { !$0.passes }.map { [$0.name, $0.quantity] } == [[name, quantity]])
        }
    }

    /// A short training of a cell in PyTorch, as one file and as a folder of such files.
    @Test func trainingsPass() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("TrainerTests/Fixtures").path
        let report = try ParityReport(directory: folder + "/train_small.safetensors")
        #expect(report.cases.filter { !$0.passes } == [] && report.cases.count == 127)
        #expect(Set(report.cases.map(\.name)) == ["train_small"])
        #expect(try ParityReport(directory: folder) == report)
        #expect(errorText { _ = try ParityReport(directory: #filePath) }?.contains("no fixtures here; expected files named score_*") == true)
    }

    /// Errors below 1e-6 never fail: the gradient of key biases is 0 but for rounding.
    @Test func theAbsoluteFloor() throws {
        try withTemporaryFolder { folder in
            try PublishedFixture.write(Self.tiny.get(), to: folder)
            let report = try ParityReport(directory: folder)
            let bias = try #require(report.cases.first { $0.quantity == "loss_gradient.blocks.0.key.bias" })
            #expect(bias.passes && bias.maxAbsolute < 1e-6)
        }
    }

    // MARK: - What is refused

    @Test func aMissingFolder() {
        #expect(errorText { _ = try ParityReport(directory: "/nowhere/at/all") } == "/nowhere/at/all: there is no such folder or file")
    }

    @Test func aFolderWithoutFixtures() throws {
        try withTemporaryFolder { folder in
            try "x".write(toFile: folder + "/README", atomically: true, encoding: .utf8)
            #expect(
                errorText { _ = try ParityReport(directory: folder) } == """
                    \(folder): no fixtures here; expected files named score_*.safetensors, predictor_*.safetensors, \
                    sample_*.safetensors, train_*.safetensors or sde.json
                    """)
        }
    }

    private func change(_ folder: String, _ name: String, _ body: (inout Safetensors) throws -> Void) throws {
        let path = folder + "/\(name).safetensors"
        var file = try Safetensors(contentsOf: path)
        try body(&file)
        try file.write(to: path)
    }

    /// What the report says of a tiny folder after a change to one file, less the folder's path.
    private func refusal(_ name: String, _ body: (inout Safetensors) throws -> Void) throws -> String? {
        try withTemporaryFolder { folder in
            try PublishedFixture.write(Self.tiny.get(), to: folder)
            try change(folder, name, body)
            return errorText { _ = try ParityReport(directory: folder) }?.replacingOccurrences(of: folder + "/", with: "")
        }
    }

    @Test func aMissingTensor() throws {
        let text = try refusal("score_tiny") { $0.tensors["weights.head2.bias"] = nil }
        #expect(text == "score_tiny.safetensors: tensor 'weights.head2.bias' is missing")
    }

    @Test func aForeignWeight() throws {
        let text = try refusal("score_tiny") { $0.tensors["weights.extra"] = .init([1] as [Float], shape: [1]) }
        #expect(text == "score_tiny.safetensors: tensor 'weights.extra' belongs to no network of this configuration")
    }

    @Test func aWrongShape() throws {
        let text = try refusal("predictor_tiny") { $0.tensors["tau"] = .init([1] as [Float], shape: [1]) }
        #expect(text == "predictor_tiny.safetensors: tensor 'tau': shape is [1], expected [2]")
    }

    @Test func statesWithoutThreeExtents() throws {
        let text = try refusal("predictor_tiny") { $0.tensors["x"] = .init([1] as [Float], shape: [1]) }
        #expect(
            text == "predictor_tiny.safetensors: tensor 'x': shape [1] must be [samples, nodes, ops], none of them 0")
    }

    /// A number in a file does not decide how much memory is taken.
    @Test(arguments: [("predictor_tiny", "x"), ("score_tiny", "x"), ("sample_euler_maruyama", "start")])
    func aShapeForTooManySamples(name: String, tensor: String) throws {
        var shape: [Int] = []
        let text = try refusal(name) { file in
            shape = file.tensors[tensor]?.shape ?? []
            shape[0] = 70_000
            file.tensors[tensor] = .init([Float](repeating: 0, count: shape.reduce(1, *)), shape: shape)
        }
        #expect(text == "\(name).safetensors: tensor '\(tensor)': a network for shape \(shape) would take more than 1024 MiB, the limit; give fewer samples")
    }

    @Test func aWeightThatIsNotFinite() throws {
        let text = try refusal("score_tiny") {
            $0.tensors["weights.head3.bias"] = .init([.nan, 0, 0, 0] as [Float], shape: [4])
        }
        #expect(text == "score_tiny.safetensors: tensor 'weights.head3.bias' holds values that are not finite")
    }

    @Test func aMissingConfiguration() throws {
        let text = try refusal("score_tiny") { $0.metadata["config"] = nil }
        #expect(text == "score_tiny.safetensors: metadata 'config' is missing")
    }

    @Test func anImpossibleConfiguration() throws {
        let text = try refusal("score_tiny") {
            $0.metadata["config"] = #"{"nodes": 3, "ops": 4, "layers": 2, "width": 4, "heads": 3, "ff": 5}"#
        }
        #expect(text == "score_tiny.safetensors: metadata 'config' describes no possible network")
    }

    @Test func aGarbledConfiguration() throws {
        let text = try refusal("predictor_tiny") { $0.metadata["config"] = #"{"hidden": "six"}"# }
        #expect(
            text == #"predictor_tiny.safetensors: metadata 'config' is '{"hidden": "six"}', which lacks or garbles a part"#)
    }

    @Test func halfADataset() throws {
        let text = try refusal("predictor_tiny") {
            $0.metadata["config"] = #"{"hidden": 6, "layers": 2, "out": 5, "nz": 4}"#
        }
        #expect(text == "predictor_tiny.safetensors: metadata 'config' must give all of features, nz and hs, or none")
    }

    @Test func weightsThatAreNotThere() throws {
        let text = try refusal("sample_probability_flow") { $0.metadata["score_weights"] = #""score_other""# }
        #expect(
            text == """
                sample_probability_flow.safetensors: metadata 'score_weights' refers to score_other.safetensors, \
                which does not exist
                """)
    }

    @Test func anUnknownSampler() throws {
        let text = try refusal("sample_probability_flow") { $0.metadata["predictor"] = #""heun""# }
        #expect(
            text == """
                sample_probability_flow.safetensors: metadata 'predictor' is 'heun'; known: euler_maruyama, \
                reverse_diffusion, probability_flow, none
                """)
    }

    @Test func aNumberOutOfRange() throws {
        let text = try refusal("sample_probability_flow") { $0.metadata["sigma_max"] = "0.05" }
        #expect(text == "sample_probability_flow.safetensors: metadata 'sigma_max' is 0.05, which is out of range")
    }

    @Test func aNegativeAdjacency() throws {
        let text = try refusal("predictor_tiny") {
            $0.tensors["adjacency"] = .init([Float](repeating: -1, count: 18), shape: [2, 3, 3])
        }
        #expect(text == "predictor_tiny.safetensors: tensor 'adjacency': shape [2, 3, 3] must be of values that are 0 or more")
    }

    @Test func aDamagedFile() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/score_bad.safetensors"
            try Data("this is no tensor file".utf8).write(to: URL(fileURLWithPath: path))
            let text = errorText { _ = try ParityReport(directory: folder) }
            #expect(text?.hasPrefix("\(path): this is plain text, not a safetensors file") == true)
        }
    }

    @Test(arguments: [
        ("[]", "must be an object that gives, by SDE, its parameters and rows of t, mean_coefficient, std, drift_coefficient, diffusion"),
        (#"{"ou": {"rows": []}}"#, "'ou' is no known SDE; known: ve, vp, subvp"),
        (#"{"vp": {"beta_min": 3, "beta_max": 1, "rows": []}}"#, "'vp' must give 0 < beta_min < beta_max"),
    ])
    func aMalformedTableOfCoefficients(text: String, rule: String) throws {
        try withTemporaryFolder { folder in
            try text.write(toFile: folder + "/sde.json", atomically: true, encoding: .utf8)
            #expect(errorText { _ = try ParityReport(directory: folder) } == "\(folder)/sde.json: \(rule)")
        }
    }
}
