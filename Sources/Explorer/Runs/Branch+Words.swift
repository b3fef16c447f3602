import Architectures
import Diffusion

extension Branch {
    /// What this run has otherwise than another one, in words; never empty.
    ///
    /// Settings that hold at the end are told; a run that had others on its way says since when.
    public func words(unlike other: Branch) -> [String] {
        var words = changes(unlike: other)
        let common = zip(segments, other.segments).prefix { $0 == $1 }.count
        guard !words.isEmpty else {
            if common == segments.count { return [common == other.segments.count ? "the same settings" : "unchanged"] }
            return [forkedAt > 0 ? "as the other from step \(forkedAt) on" : "as the other, all the way"]
        }
        // Of runs that began alike it matters when this one turned away.
        if common > 0, common < segments.count { words[0] = "from step \(segments[common].start): \(words[0])" }
        return words
    }

    /// What was changed when it was forked, in words; never empty.
    public func changes(from parent: Branch) -> [String] {
        let words = changes(unlike: parent)
        return words.isEmpty ? ["back to the same settings"] : words
    }

    /// What a run of a space starts with, in a few words.
    func summary(in space: SearchSpace) -> String {
        let steered = settings.words(unlike: RunSettings(seed: settings.seed, schedule: NoiseSchedule(of: space), steps: settings.steps))
        let usual = ["seed \(settings.seed)"] + (sample > 0 ? ["sample \(sample)"] : []) + ["\(settings.steps) steps", "\(denoiser.rawValue) denoiser"]
        return (usual + steered).joined(separator: " · ")
    }

    private func changes(unlike other: Branch) -> [String] {
        let words = settings.words(unlike: other.settings)
        return denoiser == other.denoiser ? words : ["\(denoiser.rawValue) denoiser"] + words
    }
}
