import Diffusion
import Terminal

extension State {
    /// What a slider covers. A command takes more.
    public static let tiltRange = -8.0...8.0
    /// Moves of one slider that follow each other this closely are one gesture, in seconds.
    static let gestureGap = 1.5

    /// The slider of a γ, as it is drawn and as the mouse finds it.
    static func slider(_ value: Double, hue: Color, isFocused: Bool, _ theme: Theme) -> Slider {
        Slider(value, in: tiltRange, hue: hue, isFocused: isFocused, theme: theme)
    }

    /// Whether a slider is on its way.
    var isInGesture: Bool { gesture.map { now - $0.at < Self.gestureGap } ?? false }

    mutating func select(_ place: Int) {
        guard !here.shown.isEmpty else { return }
        here.selected = min(max(place, 0), here.shown.count - 1)
    }

    /// Moves the selected slider: γ, or where it is aimed, in standard scores.
    mutating func steer(by change: Double) -> [Effect] {
        guard let property = selectedProperty, let guidance = branch?.settings.guidance else { return [] }
        if let aim = guidance.aims[property] { return moveAim(property, from: aim.target, by: change) }
        return steer(property, to: tilt(property) + change * Self.sliderUnit(guidance.unit))
    }

    /// Moves a slider, to the nearest quarter in its range.
    mutating func steer(_ property: String, to tilt: Double) -> [Effect] {
        guard let branch, tilt.isFinite else { return [] }
        if let refusal = refusalToSteer(by: property) {
            say(refusal)
            return []
        }
        let unit = Self.sliderUnit(branch.settings.guidance.unit)
        let wanted = min(max(tilt / unit, Self.tiltRange.lowerBound), Self.tiltRange.upperBound)
        let quarters = (wanted * 4).rounded() / 4 * unit
        var settings = branch.settings
        settings.guidance.tilts[property] = quarters == 0 ? nil : quarters
        return fork(settings, sameGesture: isSameGesture(property))
    }

    /// Whether a move of a slider goes on with the one just before, and remembers it.
    mutating func isSameGesture(_ property: String) -> Bool {
        defer { gesture = (property, now) }
        return gesture.map { $0.property == property && now - $0.at < Self.gestureGap } ?? false
    }

    /// Does not steer by the selected property.
    mutating func zeroSelected() -> [Effect] {
        guard let property = selectedProperty, var settings = branch?.settings else { return [] }
        settings.guidance.tilts[property] = nil
        settings.guidance.aims[property] = nil
        return fork(settings, sameGesture: isSameGesture(property))
    }

    mutating func unsteer() -> [Effect] {
        guard var settings = branch?.settings else { return [] }
        settings.guidance.tilts = [:]
        settings.guidance.aims = [:]
        gesture = nil
        return fork(settings)
    }

    /// Whether the run is steered by a property, by tilt or aim.
    func isSteered(by property: String) -> Bool {
        tilt(property) != 0 || branch?.settings.guidance.aims[property] != nil
    }

    /// Puts a property on the screen, if it is not there, and selects it.
    mutating func show(property: String) {
        guard catalog?[property] != nil else { return }
        if !here.shown.contains(property) { here.shown.append(property) }
        select(here.shown.firstIndex(of: property) ?? here.selected)
    }

    mutating func removeSelected() {
        guard let property = selectedProperty else { return }
        if let refusal = remove(property: property) { say(refusal) }
    }

    /// Takes a property off the screen. - Returns: why it stays; nil where it is gone.
    mutating func remove(property: String) -> String? {
        guard let place = here.shown.firstIndex(of: property) else { return "\(CommandMistake.notShown(property))" }
        guard here.shown.count > 1 else { return "the last property stays: a brings others" }
        guard !isSteered(by: property) else { return "\(property) is being steered by: 0 zeroes it first" }
        here.shown.remove(at: place)
        select(here.selected)
        return nil
    }
}
