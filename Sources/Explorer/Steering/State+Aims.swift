import Diffusion
import Terminal

extension State {
    /// Says what of a guidance is beyond what means anything.
    mutating func remark(on guidance: Guidance, of properties: [String]? = nil) {
        let known = catalog?.entries.filter { properties?.contains($0.info.name) ?? true }.map { (info: $0.info, range: $0.scale.range) } ?? []
        let remarks = GuidanceRemark.of(guidance, known: known, in: space)
        if !remarks.isEmpty { warn(remarks.map(\.description).joined(separator: "; ")) }
    }

    /// How many of a unit a γ of one is on the slider: the published k are in tens of thousands.
    public static func sliderUnit(_ unit: TiltUnit) -> Double { unit == .tilt ? 1 : 2_500 }

    /// Lets sliders keep their places when the unit changes.
    static func convert(_ guidance: inout Guidance, from old: TiltUnit) {
        let factor = sliderUnit(guidance.unit) / sliderUnit(old)
        guidance.tilts = guidance.tilts.mapValues { $0 * factor }
    }

    /// Sets γ to a value as it was typed.
    mutating func tilt(_ property: String, exactly value: Double) -> [Effect] {
        guard var settings = branch?.settings else { return [] }
        settings.guidance.aims[property] = nil
        settings.guidance.tilts[property] = value == 0 ? nil : value
        gesture = nil
        return fork(settings)
    }

    /// Draws a property to a value, in its own unit, instead of tilting it.
    mutating func aim(_ property: String, at target: Double, strength: Double? = nil, sameGesture: Bool = false) -> [Effect] {
        guard var settings = branch?.settings, target.isFinite else { return [] }
        let kept = settings.guidance.aims[property]?.strength ?? Aim(target: 0).strength
        settings.guidance.tilts[property] = nil
        settings.guidance.aims[property] = Aim(target: target, strength: strength ?? kept)
        if !sameGesture { gesture = nil }
        return fork(settings, sameGesture: sameGesture)
    }

    /// Moves an aim to a standard score, as its slider does, rounded to what is shown of the property.
    mutating func moveAim(_ property: String, toScore score: Double, sameGesture: Bool) -> [Effect] {
        guard let entry = catalog?[property] else { return [] }
        let range = AimTrack.scores
        let value = entry.scale.value(at: min(max(score, range.lowerBound), range.upperBound))
        return aim(property, at: Self.rounded(value, decimals: entry.info.decimals), sameGesture: sameGesture)
    }

    /// Moves an aim by a standard score, or as much further as it takes to come to another value: properties such as the number of
    /// parameters have only a few.
    mutating func moveAim(_ property: String, from target: Double, by change: Double) -> [Effect] {
        guard let entry = catalog?[property], change.isFinite, change != 0 else { return [] }
        func value(_ score: Double) -> Double { Self.rounded(entry.scale.value(at: score), decimals: entry.info.decimals) }
        var score = entry.scale.score(of: target) + change
        while AimTrack.scores.contains(score), value(score) == target { score += change }
        return moveAim(property, toScore: score, sameGesture: isSameGesture(property))
    }

    /// The tilt of the selected property becomes an aim at what is predicted of it now, and an aim becomes a tilt again.
    mutating func toggleAim() -> [Effect] {
        guard let property = selectedProperty, let branch else { return [] }
        if branch.settings.guidance.aims[property] != nil {
            say("\(property): steered by γ")
            return tilt(property, exactly: here.tiltsBeforeAims[property] ?? 0)
        }
        if let refusal = refusalToAim(at: property) {
            say(refusal)
            return []
        }
        guard let entry = catalog?[property], let place = catalog?.place(of: property),
            let seen = branch.step(at: here.position)?.step.onState, seen.indices.contains(place), seen[place].mean.isFinite
        else {
            say("\(property): nothing is predicted yet to aim at")
            return []
        }
        let target = Self.rounded(entry.scale.value(at: seen[place].mean), decimals: entry.info.decimals)
        here.tiltsBeforeAims[property] = tilt(property)
        say("\(property): drawn to \(entry.info.format(target)), what is predicted now")
        return aim(property, at: target)
    }

    private static func rounded(_ value: Double, decimals: Int) -> Double {
        // Smaller steps than nine decimals are not counted.
        decimals < 9 ? Double(value.fixed(decimals, plainMinus: true)) ?? value : value
    }
}
