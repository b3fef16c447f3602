import Diffusion

/// The settings of a run as a session's text holds them: by the names and words of the options of `dnag generate`, each where it differs from
/// the entry it is like, or from `baseline`.
struct SettingsDocument: Codable, Hashable {
    /// The entry before it that it is like; nil: the baseline.
    var like: Int?
    var options: [String: String]?
    /// All tilts and all aims, where they differ.
    var guide: [String: Double]?
    var aim: [String: AimDocument]?
    var denoiser: String?

    struct AimDocument: Codable, Hashable {
        var target, strength: Double
    }

    /// What is not said is this, whatever later versions of the program take for usual: it belongs to the form of the text.
    static let baseline = Branch.Segment(
        start: 0,
        settings: RunSettings(
            seed: 0, sampler: .ancestral, sde: .ve, schedule: NoiseSchedule(spacing: .karras, sigmaMax: 12, sigmaMin: 0.2), steps: 48,
            guidance: Guidance(order: .second, method: .gradient, place: .state, unit: .tilt, window: 0...1), corrector: nil, churn: 0),
        denoiser: .learned)

    init(_ segment: Branch.Segment, like place: Int?, _ other: Branch.Segment) {
        like = place
        var options: [String: String] = [:]
        for option in RunOption.allCases {
            let value = option.value(in: segment.settings)
            if let value, value != option.value(in: other.settings) { options[option.rawValue] = value }
        }
        self.options = options.isEmpty ? nil : options
        let (own, others) = (segment.settings.guidance, other.settings.guidance)
        guide = own.tilts == others.tilts ? nil : own.tilts
        aim = own.aims == others.aims ? nil : own.aims.mapValues { AimDocument(target: $0.target, strength: $0.strength) }
        denoiser = segment.denoiser == other.denoiser ? nil : segment.denoiser.rawValue
    }

    /// - Parameter others: the entries before it
    /// - Throws: `SessionFault`
    func segment(at place: Int, after others: [Branch.Segment]) throws -> Branch.Segment {
        func fault(_ what: String, _ value: String, _ rule: String) -> SessionFault {
            SessionFault(place: "settings \(place), \(what)", value: value, rule: rule)
        }
        var segment = Self.baseline
        if let like {
            guard others.indices.contains(like) else { throw fault("like", "\(like)", "must be an entry before it") }
            segment = others[like]
        }
        if options?[RunOption.corrector.rawValue] != nil { segment.settings.corrector = nil }
        // A corrector's numbers need the corrector: it comes first.
        for option in [RunOption.corrector] + RunOption.allCases.filter({ $0 != .corrector }) {
            guard let text = options?[option.rawValue] else { continue }
            do { try option.set(text, in: &segment.settings) } catch { throw fault("options", text, "\(error)") }
        }
        if let unknown = options?.keys.sorted().first(where: { RunOption(rawValue: $0) == nil }) {
            throw fault("options", unknown, "is no option of a run")
        }
        if let guide {
            let rule = NumberRule.tilt(.published)
            for (name, gamma) in guide.sorted(by: { $0.key < $1.key }) where !rule.holds(gamma) {
                throw fault("guide \(name)", "\(gamma)", "must be \(rule.text)")
            }
            segment.settings.guidance.tilts = guide
        }
        if let aim {
            for (name, aim) in aim.sorted(by: { $0.key < $1.key }) {
                guard NumberRule.target.holds(aim.target) else { throw fault("aim \(name)", "\(aim.target)", "must be \(NumberRule.target.text)") }
                guard NumberRule.aimStrength.holds(aim.strength) else {
                    throw fault("aim \(name), strength", "\(aim.strength)", "must be \(NumberRule.aimStrength.text)")
                }
            }
            segment.settings.guidance.aims = aim.mapValues { Aim(target: $0.target, strength: $0.strength) }
        }
        if let denoiser {
            guard let kind = DenoiserKind(rawValue: denoiser) else {
                throw fault("denoiser", denoiser, "must be one of \(DenoiserKind.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            segment.denoiser = kind
        }
        if segment.settings.guidance.method == .twisted { throw fault("options", "twisted", "is a method of populations, not of a run") }
        if let wrong = segment.settings.fault() { throw fault("options", wrong.option.rawValue, "\(wrong.error)") }
        return segment
    }
}

/// The settings of some trees, each once.
struct SettingsTable {
    private(set) var documents: [SettingsDocument] = []
    private var segments: [Branch.Segment] = []

    /// The place of settings, which are added where they are not in it yet: like the entry before, which mostly they came from.
    mutating func place(of segment: Branch.Segment) -> Int {
        var segment = segment
        segment.start = 0
        if let place = segments.firstIndex(of: segment) { return place }
        let last = segments.indices.last
        documents.append(SettingsDocument(segment, like: last, last.map { segments[$0] } ?? SettingsDocument.baseline))
        segments.append(segment)
        return segments.count - 1
    }

    init() {}

    /// - Throws: `SessionFault`
    static func read(_ documents: [SettingsDocument]) throws -> [Branch.Segment] {
        var segments: [Branch.Segment] = []
        for document in documents { segments.append(try document.segment(at: segments.count, after: segments)) }
        return segments
    }
}
