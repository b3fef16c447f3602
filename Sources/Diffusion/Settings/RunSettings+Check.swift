extension RunSettings {
    /// What settings must be to each other, beyond what each may be alone.
    /// - Parameter prefix: what the names begin with in an error: `--` on the command line
    /// - Returns: which option is at fault, and how; nil where all is well
    public func fault(prefix: String = "") -> (option: RunOption, error: SettingError)? {
        if churn != 0, !sampler.takesChurn {
            return (.churn, .outOfRange(name: prefix + "churn", value: "\(churn)", rule: Self.churnRule(prefix)))
        }
        if corrector == nil, sampler.needsCorrector {
            return (.sampler, .outOfRange(name: prefix + "corrector", value: "none", rule: Self.correctorRule(prefix)))
        }
        return schedule.fault(sde: sde, prefix: prefix)
    }

    /// Fresh noise belongs to some samplers alone.
    public static func churnRule(_ prefix: String) -> String { "0 unless \(prefix)sampler is \(Sampler.names { $0.takesChurn })" }

    /// Without a sampler the corrector is all that happens.
    public static func correctorRule(_ prefix: String) -> String { "langevin where \(prefix)sampler is \(Sampler.names { $0.needsCorrector })" }
}

extension NoiseSchedule {
    /// The first noise level lies above the last, and where the diffusion reaches.
    public func fault(sde: SDE.Kind, prefix: String = "") -> (option: RunOption, error: SettingError)? {
        if let fault = Self.fault(sigmaMin: sigmaMin, prefix: prefix) { return (.sigmaMin, fault) }
        if let fault = Self.fault(sigmaMax: sigmaMax, above: sigmaMin, prefix: prefix) { return (.sigmaMax, fault) }
        let largest = sde.process(sigmaMin: sigmaMin, sigmaMax: sigmaMax).relativeDeviation(1)
        // VE ends at the first level by definition, up to rounding.
        guard sde != .ve, sigmaMax > largest else { return nil }
        let tenths = (largest * 10).rounded() / 10
        return (
            .sigmaMax,
            .outOfRange(name: prefix + "sigma-max", value: "\(sigmaMax)", rule: "at most \(tenths) with \(prefix)sde \(sde.rawValue)")
        )
    }

    public static func fault(sigmaMin: Double, prefix: String) -> SettingError? {
        NumberRule.sigmaMin.holds(sigmaMin)
            ? nil : .outOfRange(name: prefix + "sigma-min", value: "\(sigmaMin)", rule: NumberRule.sigmaMin.text)
    }

    public static func fault(sigmaMax: Double, above low: Double, prefix: String) -> SettingError? {
        sigmaMax > low && sigmaMax <= 1000
            ? nil
            : .outOfRange(
                name: prefix + "sigma-max", value: "\(sigmaMax)", rule: "above \(prefix)sigma-min (\(low)) and at most 1000")
    }
}
