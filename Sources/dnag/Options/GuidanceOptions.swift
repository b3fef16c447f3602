import ArgumentParser
import Diffusion

/// What is steered, and how.
struct GuidanceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Tilt a property by γ nats per standard score; repeatable, may be negative.",
            valueName: "property=gamma"),
        transform: Tilt.init(parsing:))
    var guide: [Tilt] = []

    @Option(help: "Order of the guidance: the mean's gradient, or the mean's and the variance's.")
    var order: GuidanceOrder = .second

    var guidance: Guidance {
        Guidance(tilts: Dictionary(guide.map { ($0.property, $0.gamma) }, uniquingKeysWith: { $1 }), order: order)
    }
}
