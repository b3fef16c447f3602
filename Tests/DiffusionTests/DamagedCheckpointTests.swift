import Diffusion
import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct DamagedCheckpointTests {
    @Test(arguments: ["weights", "second_moment", "best"]) func impossibleValuesAreRefused(tensor: String) throws {
        try withTemporaryFolder { try check(tensor, at: "\($0)/run.checkpoint") }
    }

    private func check(_ tensor: String, at path: String) throws {
        var tensors: [String: Safetensors.Tensor] = [:]
        for name in ["weights", "average", "first_moment", "second_moment", "best"] {
            tensors[name] = Safetensors.Tensor([Float](repeating: 1, count: 3), shape: [3])
        }
        let metadata = [
            "format": "dnag training checkpoint 1", "step": "4", "best_validation": "0.5", "seconds": "1", "seed": "7",
        ]
        try Safetensors(metadata: metadata, tensors: tensors).write(to: path)
        #expect(try TrainingCheckpoint.read(path, run: ["seed": "7"], count: 3).optimizer.step == 4)
        tensors[tensor] = Safetensors.Tensor([1, tensor == "second_moment" ? -1 : .nan, 1] as [Float], shape: [3])
        try Safetensors(metadata: metadata, tensors: tensors).write(to: path)
        let error = #expect(throws: TrainingError.self) {
            try TrainingCheckpoint.read(path, run: ["seed": "7"], count: 3)
        }
        #expect(error?.description.contains("'\(tensor)' holds impossible values") == true)
    }
}
