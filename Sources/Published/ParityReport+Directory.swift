import Foundation
import Tensors

extension ParityReport {
    /// Runs every fixture in a folder: files named score_*, predictor_* and sample_* (.safetensors), and sde.json. Other files are
    /// passed over.
    /// - Throws: `PublishedError`, `SafetensorsError`.
    public init(directory: String) throws {
        let files = try Self.fixtures(in: directory)
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
            } else {
                try addSample(name, tensors, directory: directory)
            }
        }
    }

    static let ending = ".safetensors"
    private static let coefficients = "sde.json"

    private static func fixtures(in directory: String) throws -> [String] {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory), isDirectory.boolValue,
            let names = try? FileManager.default.contentsOfDirectory(atPath: directory)
        else { throw PublishedError.noDirectory(path: directory) }
        let fixtures = names.filter { name in
            name == coefficients
                || (name.hasSuffix(ending)
                    && ["score_", "predictor_", "sample_"].contains { name.hasPrefix($0) })
        }
        guard !fixtures.isEmpty else { throw PublishedError.noFixtures(path: directory) }
        return fixtures.sorted()
    }
}
