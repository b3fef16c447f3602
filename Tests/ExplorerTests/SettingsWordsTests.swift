import Diffusion
import Explorer
import Testing

/// What differs between settings is said, whatever it is.
@Suite struct SettingsWordsTests {
    private typealias Change = @Sendable (inout RunSettings) -> Void

    /// By field: changes of it, and a word that must be said.
    private static let changes: [String: [(Change, String)]] = [
        "seed": [({ $0.seed = 99 }, "seed 99")],
        "sampler": Sampler.all.filter { $0 != .ancestral }.map { kind in
            ({ $0.sampler = kind }, "sampler \(kind.name)")
        },
        "sde": [({ $0.sde = .vp }, "diffusion vp")],
        "schedule": [
            ({ $0.schedule.spacing = .linear }, "spacing linear"), ({ $0.schedule.sigmaMax = 7.5 }, "σ max 7.5"),
            ({ $0.schedule.sigmaMin = 0.125 }, "σ min 0.125"),
        ],
        "steps": [({ $0.steps = 21 }, "21 steps")],
        "guidance": [
            ({ $0.guidance.tilts["params_m"] = -2 }, "γ params_m −2.00"),
            ({ $0.guidance.tilts["accuracy"] = 1.25 }, "γ accuracy +1.25"),
            ({ $0.guidance.tilts["accuracy"] = 0.001 }, "γ accuracy +0.001"),
            ({ $0.guidance.tilts["base"] = nil }, "γ base 0.00"),
            ({ $0.guidance.aims["params_m"] = Aim(target: 0.4) }, "aim params_m 0.4"),
            ({ $0.guidance.aims["flops"]?.strength = 3 }, "strength 3"), ({ $0.guidance.aims["flops"]?.target = 5 }, "aim flops 5"),
            ({ $0.guidance.aims = [:] }, "no aim for flops"),
            (
                {
                    $0.guidance.aims = [:]
                    $0.guidance.tilts = [:]
                }, "unguided"
            ),
            ({ $0.guidance.order = .first }, "first order"), ({ $0.guidance.method = .conditioned }, "guidance conditioned"),
            ({ $0.guidance.place = .estimate }, "estimate"), ({ $0.guidance.unit = .published }, "published unit"),
            ({ $0.guidance.window = 0.25...0.75 }, "window 0.75…0.25"),
        ],
        "corrector": [
            ({ $0.corrector = nil }, "no corrector"), ({ $0.corrector?.steps = 3 }, "corrector steps 3"),
            ({ $0.corrector?.ratio = 0.5 }, "corrector ratio 0.5"), ({ $0.corrector?.norm = .batch }, "corrector norm batch"),
        ],
        "churn": [({ $0.churn = 12.5 }, "churn 12.5")],
    ]

    private static let base = RunSettings(
        seed: 1, guidance: Guidance(tilts: ["base": 1], aims: ["flops": Aim(target: 2, strength: 8)]), corrector: Corrector())

    @Test func noFieldIsForgotten() {
        func fields(_ value: Any) -> Set<String> { Set(Mirror(reflecting: value).children.compactMap(\.label)) }
        #expect(fields(Self.base) == Set(Self.changes.keys))
        #expect(fields(Guidance()) == ["tilts", "aims", "order", "method", "place", "unit", "window"])
        #expect(fields(NoiseSchedule()) == ["spacing", "sigmaMax", "sigmaMin"])
        #expect(fields(Corrector()) == ["steps", "ratio", "norm"])
        #expect(fields(Aim(target: 0)) == ["target", "strength"])
    }

    @Test func everyChangeIsNamedAndNothingElse() throws {
        for (field, changes) in Self.changes {
            for (change, word) in changes {
                var changed = Self.base
                change(&changed)
                let words = changed.words(unlike: Self.base)
                #expect(words.count == 1, "\(field): \(words)")
                #expect(words.first?.contains(word) ?? false, "\(field): \(words), not '\(word)'")
                // And seen from the other side something differs too.
                #expect(!Self.base.words(unlike: changed).isEmpty, "\(field), the other way")
            }
        }
    }

    /// Two changes at once are both named.
    @Test func changesAreToldTogether() {
        let all = Self.changes.sorted { $0.key < $1.key }
        for (place, one) in all.enumerated() {
            for other in all[(place + 1)...] {
                var changed = Self.base
                one.value[0].0(&changed)
                other.value[0].0(&changed)
                let words = changed.words(unlike: Self.base).joined(separator: " ")
                #expect(words.contains(one.value[0].1) && words.contains(other.value[0].1), "\(words)")
            }
        }
    }

    @Test func equalSettingsSayNothing() {
        #expect(Self.base.words(unlike: Self.base).isEmpty)
        var zero = Self.base
        zero.guidance.tilts["params_m"] = 0
        #expect(zero.words(unlike: Self.base).isEmpty, "a tilt of zero and none are the same")
    }
}
