import ArgumentParser
import Diffusion

// Enumerations of the engine as values of options; the parser lists the choices when one is unknown.
extension SamplerKind: ExpressibleByArgument {}
extension NoiseSchedule.Spacing: ExpressibleByArgument {}
extension GuidanceOrder: ExpressibleByArgument {}
extension DenoiserTask.Target: ExpressibleByArgument {}
extension PublishedDenoiser.Mask: ExpressibleByArgument {}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json, csv }
enum ReportFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
enum DenoiserChoice: String, ExpressibleByArgument, CaseIterable { case learned, exact, published }
enum Space: String, ExpressibleByArgument, CaseIterable { case nasbench201 }

/// `PROPERTY=GAMMA`.
struct Tilt: Hashable, Sendable {
    let property: String
    let gamma: Double

    /// - Throws: `GuidanceError.malformed`, `GuidanceError.notANumber`
    init(parsing text: String) throws {
        guard let split = text.lastIndex(of: "="), split != text.startIndex else { throw GuidanceError.malformed(text) }
        property = String(text[..<split])
        let value = String(text[text.index(after: split)...])
        guard let gamma = Double(value), gamma.isFinite, abs(gamma) <= 1000 else {
            throw GuidanceError.notANumber(property: property, value: value)
        }
        self.gamma = gamma
    }
}
