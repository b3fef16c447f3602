import Architectures
import Diffusion
import Foundation

/// What `e` writes: the architecture a run ended with, what is predicted and known of it, and how it came about.
struct ExportDocument: Encodable {
    struct Stretch: Encodable {
        let fromStep: Int
        let command: String
    }

    let arch: String?
    let code: Int?
    let naslibTuple: [Int]?
    let valid: Bool
    let violations: [String]
    /// Natural values by property.
    let predicted: [String: Double]
    let table: [String: Double]
    let course: [Stretch]

    init(_ branch: Branch, end: Snapshot, sample: Int, catalog: Catalog, files: ModelFiles = ModelFiles()) {
        let cell = end.decoded.cell
        arch = cell?.archString
        code = cell?.code
        naslibTuple = cell?.naslibTuple
        valid = end.decoded.isValid
        violations = end.decoded.violations.map(\.description)
        var predicted: [String: Double] = [:]
        var table: [String: Double] = [:]
        for (index, entry) in catalog.entries.enumerated() {
            if end.step.onEstimate.indices.contains(index), end.step.onEstimate[index].mean.isFinite {
                predicted[entry.info.name] = entry.scale.value(at: end.step.onEstimate[index].mean)
            }
            if let cell, let truth = entry.truth(of: cell) { table[entry.info.name] = truth }
        }
        self.predicted = predicted
        self.table = table
        course = branch.segments.map {
            Stretch(
                fromStep: $0.start,
                command: ReproductionLine.command($0.settings, sample: sample, denoiser: $0.denoiser, files: files))
        }
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}
