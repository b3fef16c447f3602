import Architectures
import Diffusion
import Foundation
import Tensors

/// An architecture as JSON: what it is and, of one that a run ended with, what is predicted and known of it and how it came
/// about. Keys are documented in docs/export.md.
struct ExportDocument: Encodable {
    /// nil when the run ended with none.
    let architecture: (any Encodable)?
    let end: End?
    /// Measured figures in natural units, by property.
    let measured: [String: Double]

    /// How a run ended, and came there.
    struct End {
        let valid: Bool
        let violations: [String]
        /// In natural units, by property.
        let predicted: [String: Double]
        let course: [Trajectory.Segment]
    }

    /// A network in the setting that it is meant at.
    init(_ sized: SizedNetwork) throws {
        architecture = try MobileNetDocument(sized.network, sized.setting)
        end = nil
        measured = [:]
    }

    /// - Throws: what making the architecture's own document throws
    init(_ architecture: Architecture, figures: [String: Double]) throws {
        self.architecture = try architecture.document()
        end = nil
        measured = figures
    }

    init(_ branch: Branch, end: Snapshot, sample: Int, catalog: Catalog, files: ModelFiles = ModelFiles()) throws {
        let architecture = end.decoded.architecture
        self.architecture = try architecture?.document()
        var predicted: [String: Double] = [:]
        var measured: [String: Double] = [:]
        for (index, entry) in catalog.entries.enumerated() {
            predicted[entry.info.name] = end.estimate(of: entry, at: index)
            if let architecture, let truth = entry.truth(of: architecture) { measured[entry.info.name] = truth }
        }
        self.measured = measured
        self.end = End(
            valid: end.decoded.isValid, violations: end.decoded.faults, predicted: predicted,
            course: branch.segments.map {
                let command = ReproductionLine.command($0.settings, sample: sample, denoiser: $0.denoiser, files: files)
                return Trajectory.Segment(start: $0.start, command: command)
            })
    }

    private enum CodingKeys: String, CodingKey { case valid, violations, predicted, measured, course }

    /// All keys side by side in one object.
    func encode(to encoder: any Encoder) throws {
        try architecture?.encode(to: encoder)
        var keys = encoder.container(keyedBy: CodingKeys.self)
        try keys.encodeIfPresent(end?.valid, forKey: .valid)
        try keys.encodeIfPresent(end?.violations, forKey: .violations)
        try keys.encodeIfPresent(end?.predicted, forKey: .predicted)
        try keys.encode(measured, forKey: .measured)
        try keys.encodeIfPresent(end?.course, forKey: .course)
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self).escapedJSON() + "\n"
    }
}
