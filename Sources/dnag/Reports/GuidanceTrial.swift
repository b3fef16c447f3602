import Diffusion

/// One way to guide.
struct GuidanceTrial: Hashable {
    let method: GuidanceMethod
    let order: GuidanceOrder

    /// All pairs; a conditioned denoiser has no gradient and so no order.
    static func all(_ methods: ChoiceList<GuidanceMethod>, _ orders: ChoiceList<GuidanceOrder>) -> [GuidanceTrial] {
        methods.values.flatMap { method in
            method == .conditioned
                ? [GuidanceTrial(method: method, order: .second)]
                : orders.values.map { GuidanceTrial(method: method, order: $0) }
        }
    }
}
