/// How guidance is named in a sentence and on the screen.
public enum GuidanceWords {
    /// What acts, in a few words.
    public static func brief(_ guidance: Guidance, _ actor: TiltActor?) -> String {
        switch guidance.method {
        case .auto: "auto"
        case .gradient: "\(guidance.order.rawValue) order"
        case .twisted: "twisted"
        case .prior: "figures as prior"
        case .conditioned: actor == .figures ? "figures as prior" : "conditioned"
        }
    }

    /// The same where there is little room.
    public static func short(_ guidance: Guidance, _ actor: TiltActor?) -> String {
        switch guidance.method {
        case .auto: "auto"
        case .gradient: guidance.order == .first ? "1st ord." : "2nd ord."
        case .twisted: "twist"
        case .prior: "prior"
        case .conditioned: actor == .figures ? "prior" : "cond."
        }
    }

    /// What acts, as a sentence says it.
    public static func text(_ guidance: Guidance, _ actor: TiltActor?) -> String {
        switch guidance.method {
        case .auto: "guided by the first method that is right"
        case .gradient: "guided by the predictor's gradient, \(guidance.order.rawValue) order (--method gradient)"
        case .twisted: "guided by the gradient, and particles are weighed and resampled (--method twisted)"
        case .prior: "guided by figures of all architectures, as the prior of the exact posterior (--method prior)"
        case .conditioned:
            actor == .figures
                ? "guided by figures of all architectures, as the prior of the exact posterior (--method conditioned)"
                : "guided by a denoiser that has the tilt as an input (--method conditioned)"
        }
    }
}
