import Diffusion

/// One way to guide.
struct GuidanceTrial: Hashable {
    let method: GuidanceMethod
    let order: GuidanceOrder

    /// What it came to with settings that leave nothing open: `auto: conditioned`.
    func taken(_ settings: RunSettings) -> (name: String, order: String?) {
        let taken = settings.guidance.method
        return (method == .auto ? "auto: \(taken.rawValue)" : taken.rawValue, taken.isTakenIn ? nil : order.rawValue)
    }

    /// All pairs; a conditioned denoiser has no gradient and so no order.
    static func all(_ methods: ChoiceList<GuidanceMethod>, _ orders: ChoiceList<GuidanceOrder>) -> [GuidanceTrial] {
        methods.values.flatMap { method in
            method.isTakenIn
                ? [GuidanceTrial(method: method, order: .second)]
                : orders.values.map { GuidanceTrial(method: method, order: $0) }
        }
    }
}
