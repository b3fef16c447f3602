import Diffusion
import Terminal

extension RunSettings {
    /// What these settings have otherwise than `other`, in words, the most telling first; empty when they are the same.
    public func words(unlike other: RunSettings) -> [String] {
        var words = guidance.words(unlike: other.guidance)
        if sampler != other.sampler { words.append("sampler \(sampler.name)") }
        if sde != other.sde { words.append("diffusion \(sde.rawValue)") }
        if steps != other.steps { words.append("\(steps) steps") }
        words += correctorWords(unlike: other.corrector)
        if churn != other.churn { words.append("churn \(churn.brief)") }
        words += schedule.words(unlike: other.schedule)
        if seed != other.seed { words.append("seed \(seed)") }
        return words
    }

    private func correctorWords(unlike other: Corrector?) -> [String] {
        guard let corrector else { return other == nil ? [] : ["no corrector"] }
        guard let other else { return ["corrector langevin"] }
        var words: [String] = []
        if corrector.steps != other.steps { words.append("corrector steps \(corrector.steps)") }
        if corrector.ratio != other.ratio { words.append("corrector ratio \(corrector.ratio.brief)") }
        if corrector.norm != other.norm { words.append("corrector norm \(corrector.norm.rawValue)") }
        return words
    }
}

extension Guidance {
    fileprivate func words(unlike other: Guidance) -> [String] {
        var words: [String] = []
        if !isActive && other.isActive {
            words.append("unguided")
        } else {
            let names = Set(tilts.keys).union(other.tilts.keys).sorted()
            for name in names where (tilts[name] ?? 0) != (other.tilts[name] ?? 0) {
                words.append("γ \(name) \((tilts[name] ?? 0).signed)")
            }
            for name in Set(aims.keys).union(other.aims.keys).sorted() where aims[name] != other.aims[name] {
                words.append(aimWords(name, unlike: other.aims[name]))
            }
        }
        if method != other.method { words.append(method == .gradient ? "guided by gradient" : "guidance \(method.rawValue)") }
        if order != other.order { words.append("\(order.rawValue) order") }
        if place != other.place { words.append("guided at the \(place.rawValue)") }
        if unit != other.unit { words.append("\(unit.rawValue) unit") }
        if window != other.window {
            words.append("window \(window.upperBound.brief)…\(window.lowerBound.brief)")
        }
        return words
    }

    private func aimWords(_ name: String, unlike other: Aim?) -> String {
        guard let aim = aims[name] else { return "no aim for \(name)" }
        let isSameTarget = aim.target == other?.target
        return "aim \(name) \(aim.target.brief)" + (isSameTarget ? " strength \(aim.strength.brief)" : "")
    }
}

extension NoiseSchedule {
    fileprivate func words(unlike other: NoiseSchedule) -> [String] {
        var words: [String] = []
        if spacing != other.spacing { words.append("spacing \(spacing.rawValue)") }
        if sigmaMax != other.sigmaMax { words.append("σ max \(sigmaMax.brief)") }
        if sigmaMin != other.sigmaMin { words.append("σ min \(sigmaMin.brief)") }
        return words
    }
}

extension Double {
    /// Without a fraction where there is none.
    fileprivate var brief: String { self == rounded() && magnitude < 1e15 ? fixed(0) : "\(self)" }
    /// With its sign and two digits; with all where two would not tell it from its neighbours.
    fileprivate var signed: String {
        let isShort = ((self * 100).rounded() / 100 - self).magnitude < 1e-9
        return (self > 0 ? "+" : self < 0 ? "−" : "") + (isShort ? magnitude.fixed(2) : "\(magnitude)")
    }
}
