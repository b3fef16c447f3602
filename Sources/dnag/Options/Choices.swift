import ArgumentParser
import Diffusion

// Enumerations of the engine as values of options; the parser lists the choices when one is unknown.
extension SamplerKind: ExpressibleByArgument {}
extension SDE.Kind: ExpressibleByArgument {}
extension NoiseSchedule.Spacing: ExpressibleByArgument {}
extension Corrector.Norm: ExpressibleByArgument {}
extension GuidanceOrder: ExpressibleByArgument {}
extension GuidanceMethod: ExpressibleByArgument {}
extension GuidancePlace: ExpressibleByArgument {}
extension TiltUnit: ExpressibleByArgument {}
extension DenoiserTask.Target: ExpressibleByArgument {}
extension PublishedDenoiser.Mask: ExpressibleByArgument {}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json, csv }
enum ReportFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
enum DenoiserChoice: String, ExpressibleByArgument, CaseIterable { case learned, exact, published }
enum CorrectorChoice: String, ExpressibleByArgument, CaseIterable { case none, langevin }
enum Space: String, ExpressibleByArgument, CaseIterable { case nasbench201 }

/// `PROPERTY=GAMMA`.
struct Tilt: Hashable, Sendable {
    let property: String
    let gamma: Double

    /// - Throws: `GuidanceError.malformed`, `GuidanceError.notANumber`
    init(parsing text: String) throws {
        // The published unit is in tens of thousands.
        try self.init(text, largest: 1e6)
    }

    /// `PROPERTY=VALUE`, in the property's own unit.
    /// - Throws: `GuidanceError.malformed`, `GuidanceError.notANumber`
    init(aiming text: String) throws { try self.init(text, largest: 1e12) }

    private init(_ text: String, largest: Double) throws {
        guard let split = text.lastIndex(of: "="), split != text.startIndex else { throw GuidanceError.malformed(text) }
        property = String(text[..<split])
        let value = String(text[text.index(after: split)...])
        guard let number = Double(value), number.isFinite, abs(number) <= largest else {
            throw GuidanceError.notANumber(property: property, value: value)
        }
        gamma = number
    }
}
