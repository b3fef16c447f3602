import Foundation
import Tensors

extension ParityReport {
    /// Runs every fixture in a folder: files named score_*, predictor_*, sample_* and train_* (.safetensors), and sde.json. Other files are
    /// passed over. Or one such file.
    /// - Throws: `PublishedError`, `SafetensorsError`, `TrainerError`.
    public init(directory: String) throws {
        let (directory, files) = try Self.fixtures(at: directory)
        for file in files {
            let path = URL(fileURLWithPath: directory).appendingPathComponent(file).path
            if file == Self.coefficients {
                try addCoefficients(path)
                continue
            }
            let name = String(file.dropLast(Self.ending.count))
            let tensors = try Safetensors(contentsOf: path)
            if name.hasPrefix("score_") {
                try addScore(name, tensors)
            } else if name.hasPrefix("predictor_") {
                try addPredictor(name, tensors)
            } else if name.hasPrefix("train_") {
                try addTraining(name, tensors)
            } else {
                try addSample(name, tensors, directory: directory)
            }
        }
    }

    static let ending = ".safetensors"
    private static let coefficients = "sde.json"

    private static func fixtures(at path: String) throws -> (folder: String, files: [String]) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { throw PublishedError.noDirectory(path: path) }
        guard isDirectory.boolValue else {
            let file = URL(fileURLWithPath: path)
            guard isFixture(file.lastPathComponent) else { throw PublishedError.noFixtures(path: path) }
            return (file.deletingLastPathComponent().path, [file.lastPathComponent])
        }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { throw PublishedError.noDirectory(path: path) }
        let fixtures = names.filter(isFixture)
        guard !fixtures.isEmpty else { throw PublishedError.noFixtures(path: path) }
        return (path, fixtures.sorted())
    }

    private static func isFixture(_ name: String) -> Bool {
        name == coefficients
            || (name.hasSuffix(ending) && ["score_", "predictor_", "sample_", "train_"].contains { name.hasPrefix($0) })
    }
}
