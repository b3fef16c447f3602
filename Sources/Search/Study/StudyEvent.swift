/// What happens in a study; each is one line of its file. Evaluations are numbered from 0 in the order of their proposal.
public enum StudyEvent: Hashable, Sendable {
    /// A round: architectures to be evaluated, the first with this number, the others after it.
    case proposed(first: Int, architectures: [String])
    /// Handed out to somebody outside.
    /// - time: seconds since 1970
    case asked(ids: [Int], time: Int)
    /// Evaluated.
    case told(id: Int, figures: [String: Double])
    /// Evaluated in vain.
    case failed(id: Int, reason: String)
    /// Known from elsewhere: figures of architectures that the study has not proposed. They are no evaluations.
    case given([KnownFigures])
    /// The budget is larger from now on.
    case grown(budget: Int)
    /// To be evaluated anew: what was handed out did not come back, or what failed gets another chance.
    case requeued(ids: [Int])
}

/// An architecture, as its space writes it, and its figures by column.
public struct KnownFigures: Codable, Hashable, Sendable {
    public let arch: String
    public let figures: [String: Double]

    public init(arch: String, figures: [String: Double]) {
        self.arch = arch
        self.figures = figures
    }
}

extension StudyEvent: Codable {
    private enum Name: String, Codable { case proposed, asked, told, failed, requeued, given, grown }
    private enum Key: String, CodingKey { case event, id, ids, first, architectures, time, figures, reason, known, budget }

    public init(from decoder: any Decoder) throws {
        let content = try decoder.container(keyedBy: Key.self)
        self =
            switch try content.decode(Name.self, forKey: .event) {
            case .proposed:
                .proposed(
                    first: try content.decode(Int.self, forKey: .first),
                    architectures: try content.decode([String].self, forKey: .architectures))
            case .asked: .asked(ids: try content.decode([Int].self, forKey: .ids), time: try content.decode(Int.self, forKey: .time))
            case .told:
                .told(id: try content.decode(Int.self, forKey: .id), figures: try content.decode([String: Double].self, forKey: .figures))
            case .failed:
                .failed(id: try content.decode(Int.self, forKey: .id), reason: try content.decode(String.self, forKey: .reason))
            case .requeued: .requeued(ids: try content.decode([Int].self, forKey: .ids))
            case .given: .given(try content.decode([KnownFigures].self, forKey: .known))
            case .grown: .grown(budget: try content.decode(Int.self, forKey: .budget))
            }
    }

    public func encode(to encoder: any Encoder) throws {
        var content = encoder.container(keyedBy: Key.self)
        switch self {
        case .proposed(let first, let architectures):
            try content.encode(Name.proposed, forKey: .event)
            try content.encode(first, forKey: .first)
            try content.encode(architectures, forKey: .architectures)
        case .asked(let ids, let time):
            try content.encode(Name.asked, forKey: .event)
            try content.encode(ids, forKey: .ids)
            try content.encode(time, forKey: .time)
        case .told(let id, let figures):
            try content.encode(Name.told, forKey: .event)
            try content.encode(id, forKey: .id)
            try content.encode(figures, forKey: .figures)
        case .failed(let id, let reason):
            try content.encode(Name.failed, forKey: .event)
            try content.encode(id, forKey: .id)
            try content.encode(reason, forKey: .reason)
        case .requeued(let ids):
            try content.encode(Name.requeued, forKey: .event)
            try content.encode(ids, forKey: .ids)
        case .given(let known):
            try content.encode(Name.given, forKey: .event)
            try content.encode(known, forKey: .known)
        case .grown(let budget):
            try content.encode(Name.grown, forKey: .event)
            try content.encode(budget, forKey: .budget)
        }
    }
}
