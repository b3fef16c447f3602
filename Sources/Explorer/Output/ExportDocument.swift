import Architectures
import Diffusion
import Foundation

/// An architecture as JSON: what it is and, of one that a run ended with, what is predicted and known of it and how it came
/// about. Keys are documented in docs/export.md.
struct ExportDocument: Encodable {
    /// nil when the run ended with no cell.
    let cell: CellDocument?
    let end: End?
    /// Measured figures in natural units, by property.
    let table: [String: Double]

    /// How a run ended, and came there.
    struct End {
        let valid: Bool
        let violations: [String]
        /// In natural units, by property.
        let predicted: [String: Double]
        let course: [Trajectory.Segment]
    }

    init(_ cell: Cell, figures: [String: Double]) {
        self.cell = CellDocument(cell)
        end = nil
        table = figures
    }

    init(_ branch: Branch, end: Snapshot, sample: Int, catalog: Catalog, files: ModelFiles = ModelFiles()) {
        let cell = end.decoded.cell
        self.cell = cell.map(CellDocument.init)
        var predicted: [String: Double] = [:]
        var table: [String: Double] = [:]
        for (index, entry) in catalog.entries.enumerated() {
            if end.step.onEstimate.indices.contains(index), end.step.onEstimate[index].mean.isFinite {
                predicted[entry.info.name] = entry.scale.value(at: end.step.onEstimate[index].mean)
            }
            if let cell, let truth = entry.truth(of: cell) { table[entry.info.name] = truth }
        }
        self.table = table
        self.end = End(
            valid: end.decoded.isValid, violations: end.decoded.violations.map(\.description), predicted: predicted,
            course: branch.segments.map {
                let command = ReproductionLine.command($0.settings, sample: sample, denoiser: $0.denoiser, files: files)
                return Trajectory.Segment(start: $0.start, command: command)
            })
    }

    private enum CodingKeys: String, CodingKey { case valid, violations, predicted, table, course }

    /// All keys side by side in one object.
    func encode(to encoder: any Encoder) throws {
        try cell?.encode(to: encoder)
        var keys = encoder.container(keyedBy: CodingKeys.self)
        try keys.encodeIfPresent(end?.valid, forKey: .valid)
        try keys.encodeIfPresent(end?.violations, forKey: .violations)
        try keys.encodeIfPresent(end?.predicted, forKey: .predicted)
        try keys.encode(table, forKey: .table)
        try keys.encodeIfPresent(end?.course, forKey: .course)
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
}
