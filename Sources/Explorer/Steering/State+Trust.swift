import Diffusion

extension State {
    /// How many nats per standard score the gradient can be trusted with where one stands, by the variance that is predicted there; nil while nothing that is steered is
    /// beyond that, and where no gradient acts. Of several properties the least.
    var trustExceeded: Double? {
        guard let branch, let catalog, let step = branch.step(at: here.position)?.step else { return nil }
        let guidance = branch.settings.guidance
        guard guidance.method == .gradient, guidance.unit == .tilt, shownPage.methodWord(self) == nil else { return nil }
        let limits = guidance.tilts.compactMap { name, gamma -> Double? in
            guard gamma != 0, let place = catalog.place(of: name), let seen = step.onState[ifPresent: place], seen.deviation > 0 else { return nil }
            let limit = Guidance.trusted(guidance.order) / seen.deviation
            return abs(gamma) > limit ? limit : nil
        }
        return limits.min()
    }
}
