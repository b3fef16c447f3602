import Diffusion

extension State {
    public static let tiltRange = -8.0...8.0
    /// Moves of one slider that follow each other this closely are one gesture, in seconds.
    static let gestureGap = 1.5

    /// Whether a slider is on its way.
    var isInGesture: Bool { gesture.map { now - $0.at < Self.gestureGap } ?? false }

    mutating func select(_ place: Int) {
        guard !shown.isEmpty else { return }
        selected = min(max(place, 0), shown.count - 1)
    }

    mutating func steer(by change: Double) -> [Effect] {
        guard let property = selectedProperty else { return [] }
        return steer(property, to: tilt(property) + change)
    }

    mutating func steer(to tilt: Double) -> [Effect] {
        selectedProperty.map { steer($0, to: tilt) } ?? []
    }

    /// Moves a slider, to the nearest quarter in its range.
    mutating func steer(_ property: String, to tilt: Double) -> [Effect] {
        guard let branch, tilt.isFinite else { return [] }
        let method = branch.settings.guidance.method
        guard catalog?[property]?.canSteer(branch.denoiser, method) ?? false else {
            say(
                branch.denoiser == .exact
                    ? "\(property): no figures to make an exact predictor of; d takes the learned one"
                    : "\(property): unknown to the tilt-conditioned denoiser; m takes the predictor's gradient")
            return []
        }
        let quarters = (min(max(tilt, Self.tiltRange.lowerBound), Self.tiltRange.upperBound) * 4).rounded() / 4
        var settings = branch.settings
        settings.guidance.tilts[property] = quarters == 0 ? nil : quarters
        let isSame = gesture.map { $0.property == property && now - $0.at < Self.gestureGap } ?? false
        gesture = (property, now)
        return fork(settings, sameGesture: isSame)
    }

    mutating func unsteer() -> [Effect] {
        guard var settings = branch?.settings else { return [] }
        settings.guidance.tilts = [:]
        settings.guidance.aims = [:]
        gesture = nil
        return fork(settings)
    }

    mutating func removeSelected() {
        guard let property = selectedProperty else { return }
        guard shown.count > 1 else { return say("the last property stays: a brings others") }
        guard tilt(property) == 0 else { return say("\(property) is being steered by: 0 zeroes it first") }
        shown.remove(at: selected)
        select(selected)
    }
}
