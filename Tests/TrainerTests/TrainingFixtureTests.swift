import Foundation
import Tensors
import TestSupport
import Testing
import Trainer

/// Trainings that PyTorch went through, taken again.
@Suite struct TrainingFixtureTests {
    /// Relative to the largest value of a quantity, and nothing below 1e-6.
    static func worst(_ fixture: TrainingFixture) -> (name: String, error: Double)? {
        fixture.quantities.map { quantity in
            let size = quantity.expected.map { abs(Double($0)) }.max() ?? 0
            let error =
                quantity.found.count == quantity.expected.count
                ? zip(quantity.found, quantity.expected).map { abs(Double($0) - Double($1)) }.reduce(0) { $1.isNaN ? .infinity : max($0, $1) }
                : .infinity
            return (quantity.name, error / max(size, 1e-2))
        }.max { $0.1 < $1.1 }
    }

    /// `Scripts/training_fixture.py` wrote it.
    private func small() throws -> Safetensors {
        try Safetensors(contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures/train_small.safetensors").path)
    }

    @Test(arguments: [(1, 0), (3, 0), (1, 8), (2, 4)]) func pyTorchsTrainingIsOurs(threads: Int, lanes: Int) throws {
        let fixture = try TrainingFixture(small(), threads: threads, lanes: lanes)
        let worst = try #require(Self.worst(fixture))
        // Single precision is all that separates us: the tolerance of `dnag evaluate parity` is ten times as wide.
        #expect(worst.error < 1e-5, "\(worst)")
        // Every tensor of the file was looked at but inputs and what reaches nothing.
        let file = try small()
        let names = Set(fixture.quantities.map(\.name))
        let left = file.tensors.keys.filter { !names.contains($0) && !$0.hasPrefix("weights.") && $0 != "images" && $0 != "labels" }
        #expect(left.allSatisfy { $0.contains("edge12.norm.running_") }, "\(left)")
        #expect(fixture.dead.count == 9)
    }

    @Test func aWrongValueIsFound() throws {
        for name in ["after.stem.weight", "gradient.reductions.1.conv2.weight", "step1.logits", "evaluation.logits", "after.last_norm.running_var"] {
            var file = try small()
            var values = try file.floats(name)
            values[values.count - 1] += 3e-4 * (values.map(abs).max() ?? 0)
            file.tensors[name] = .init(values, shape: file.tensors[name]?.shape ?? [])
            let worst = try #require(Self.worst(TrainingFixture(file)))
            #expect(worst.name == name && worst.error > 1e-4)
        }
    }

    /// Larger ones, which are no part of the project.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: folder), "needs ../shared/fixtures-training (or beside DNAG_DATA)"))
    func theLargeFixturesPass() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter { $0.hasSuffix(".safetensors") }
        #expect(files.count == 5)
        for file in files {
            let worst = try #require(Self.worst(TrainingFixture(Safetensors(contentsOf: Self.folder + "/" + file))))
            #expect(worst.error < 1e-5, "\(file): \(worst)")
        }
    }

    static let folder = URL(fileURLWithPath: ReferenceData.path("x")).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("fixtures-training").path

    @Test(arguments: [
        (#""channels": 4"#, #""channels": 6"#, "metadata 'config': channels 6: must be a multiple of 4 from 4 to 64"),
        (#""image_size": 8"#, #""image_size": 9"#, "metadata 'config': images of 9×9 pixels: a side must be 8, 16, 24, 32; scale the images"),
        (#""batch": 5"#, #""batch": 0"#, "'images' must be [steps, batch, 1 or 3, side, side], with 1 to 1024 images a batch"),
        (#""batch": 5"#, #""batch": 4"#, "tensor 'images': shape is [3, 5, 1, 8, 8], expected [3, 4, 1, 8, 8]"),
        (#""classes": 3"#, #""classes": 2"#, " has the label 2: labels go from 0 to 1"),
        (#""momentum": 0.9, "#, "", "which lacks or garbles a part"),
        ("avg_pool_3x3", "avg_pool_9x9", "metadata 'config' has no arch string of a cell"),
    ])
    func whatCannotBeRead(old: String, new: String, says: String) throws {
        var file = try small()
        let text = try #require(file.metadata["config"])
        #expect(text.contains(old))
        file.metadata["config"] = text.replacingOccurrences(of: old, with: new)
        let error = errorText { _ = try TrainingFixture(file) }
        #expect(error?.contains(says) == true, "\(error ?? "no error")")
    }

    @Test func aForeignWeight() throws {
        var file = try small()
        file.tensors["weights.extra"] = .init([1] as [Float], shape: [1])
        #expect(errorText { _ = try TrainingFixture(file) }?.hasSuffix("tensor 'weights.extra' belongs to no network of this configuration") == true)
    }
}
