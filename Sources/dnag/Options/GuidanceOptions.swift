import ArgumentParser
import Diffusion
import Tensors

/// What is steered, and how.
struct GuidanceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Tilt a property by γ nats per standard score, \(NumberRule.tilt(.tilt).text); repeatable.",
            valueName: "property=gamma"),
        transform: Tilt.init(parsing:))
    var guide: [Tilt] = []

    @Option(
        help: ArgumentHelp(
            "Draw a property to a value in its own unit; repeatable; property=value@strength gives it a strength of its own.",
            valueName: "property=value"),
        transform: AimText.init(parsing:))
    var aim: [AimText] = []

    @Option(help: "How strongly --aim draws, in nats per squared standard score, \(NumberRule.aimStrength.text).")
    var aimStrength: Double = Aim(target: 0).strength

    @Option(
        help:
            "Make figures of all architectures the prior, give the tilt to a network that takes it, add a gradient, or weigh and resample particles; auto: the first of these that is right, and a note says which."
    )
    var method: GuidanceMethod = .auto

    @Option(help: "Order of the gradient: the mean's, or the mean's and the variance's.")
    var order: GuidanceOrder = .second

    @Option(help: "Where the predictor is asked: at the noisy state, or at the clean estimate (through the denoiser).")
    var place: GuidancePlace = .state

    @Option(help: "What --guide holds: γ in nats per standard score, or the published k·∇ŷ (10000 …, first order).")
    var unit: TiltUnit = .tilt

    @Option(
        help: ArgumentHelp(
            "The part of the run that is steered, in its time from 1 (first step) to 0 (last). (default: 1.0..0.0)", valueName: "from..to"),
        transform: GuidanceWindow.init(parsing:))
    var window: GuidanceWindow = GuidanceWindow(range: 0...1)

    func validate() throws {
        try Check.rule("--aim-strength", aimStrength, .aimStrength)
        for tilt in guide { try Check.rule("--guide \(tilt.property.escaped())", tilt.gamma, .tilt(unit)) }
        try Check.once("--guide", guide.map(\.property))
        try Check.once("--aim", aim.map(\.property))
    }

    var guidance: Guidance {
        Guidance(
            tilts: Dictionary(guide.map { ($0.property, $0.gamma) }, uniquingKeysWith: { $1 }),
            aims: Dictionary(
                aim.map { ($0.property, Aim(target: $0.target, strength: $0.strength ?? aimStrength)) },
                uniquingKeysWith: { $1 }),
            order: order, method: method, place: place, unit: unit, window: window.range)
    }
}
