/// A number that a check can ask for.
public enum LessonQuantity: Sendable, Hashable {
    case plain(Plain)
    case of(Named, String)

    /// Those that need no name.
    public enum Plain: String, Sendable, Hashable, CaseIterable {
        /// Where one stands, how many steps there are, passes of the denoiser they cost, and the noise level.
        case step, steps, passes, sigma
        case seed, samples, branches
        /// Choices with a probability of 95 % or more; live edges of the architecture shown.
        case settled, edges
        /// Sliders that are not at zero.
        case steered
        /// Of the population at its end: different architectures, and valid ones.
        case distinct, valid
        /// Of the entry on the inspect page, in percent: by the exact posterior, by the run's denoiser, and how far they are apart.
        case posterior, estimate, difference
        /// Of the entry that the inspect page is or was on: the noisy value x̃, the clean estimate, and the score between them.
        case noisy, clean, score
        /// How undecided the clean estimate is, in nats; and the time of the diffusion.
        case entropy, time
        /// How much the entry on the inspect page changes in the step.
        case change
        /// Of the search page: evaluations of the steered search, and the best figure it found.
        case evaluations, best
        /// The seed of the race.
        case race
        /// Of the cell that the run ended with, on the task: how often it was trained for real, the mean accuracy in %, and how far its trainings are apart.
        case trainings, accuracy, spread
        /// The number typed; of several, how far the furthest is from the exact posterior of the entry's node, in points.
        case answer
        case guessError = "guess error"
        /// Keys pressed in this lesson.
        case keys
    }

    /// Those of a property, or of a node.
    public enum Named: String, Sendable, Hashable, CaseIterable {
        /// γ of a property.
        case guidance
        /// The measured figure of what the run ended with, and what is predicted of the clean estimate.
        case property, predicted
        /// Of the population at its end, and of the exact tilt.
        case mean
        case exactMean = "exact mean"
        case totalVariation = "total variation"
        /// What exact draws would have.
        case floor
        /// Live edges that go out where a node becomes nothing.
        case lost
    }

    /// As checks write it.
    public var text: String {
        switch self {
        case .plain(let plain): plain.rawValue
        case .of(let named, let name): "\(named.rawValue) \(name)"
        }
    }

    /// Stands for the property whose slider is selected.
    public static let selected = "selected"

    /// The property that it is of; nil where it is of none.
    public var property: String? {
        guard case .of(let named, let name) = self, named != .lost else { return nil }
        return name
    }

    init?(_ words: [Substring]) {
        let text = words.joined(separator: " ")
        if let plain = Plain(rawValue: text) {
            self = .plain(plain)
            return
        }
        // The longest first: "exact mean" is no "exact".
        guard let named = Named.allCases.first(where: { text.hasPrefix($0.rawValue + " ") }) else { return nil }
        let name = text.dropFirst(named.rawValue.count + 1)
        guard !name.isEmpty, !name.contains(" ") else { return nil }
        self = .of(named, String(name))
    }
}

/// A word that a check can ask for.
public enum LessonSubject: Sendable, Hashable {
    case plain(Plain)
    /// The operation of a node of the architecture shown.
    case operation(String)

    public enum Plain: String, Sendable, Hashable, CaseIterable {
        case page, space, denoiser, sampler, method
        /// `valid`, `invalid` or `unfinished`.
        case sample
        /// The letter chosen.
        case answer
        /// The entry on the inspect page, such as `V[0→2, conv 3×3]`, and whether it goes `up` or `down` in the step.
        case entry, direction
        /// `yes` or `no`.
        case playing
        /// The strategy whose best figure is ahead on the search page.
        case leader
    }

    public var text: String {
        switch self {
        case .plain(let plain): plain.rawValue
        case .operation(let node): "operation \(node)"
        }
    }

    init?(_ words: [Substring]) {
        if let plain = Plain(rawValue: words.joined(separator: " ")) {
            self = .plain(plain)
        } else if words.count == 2, words[0] == "operation" {
            self = .operation(String(words[1]))
        } else {
            return nil
        }
    }
}

/// What checks are asked of: the explorer, or a stand-in.
public protocol LessonView {
    /// nil while it is not known.
    func number(_ quantity: LessonQuantity) -> Double?
    func word(_ subject: LessonSubject) -> String?
}
