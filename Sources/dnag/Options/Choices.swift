import Architectures
import ArgumentParser
import Diffusion
import Published

// Enumerations of the engine as values of options; the parser lists the choices when one is unknown.
extension SearchSpace: ExpressibleByArgument {
    public init?(argument: String) { self.init(named: argument) }
    public var defaultValueDescription: String { name }
    public static var allValueStrings: [String] { knownNames() }
}
extension Sampler: ExpressibleByArgument {}
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
