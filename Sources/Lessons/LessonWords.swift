/// What stands in braces in a lesson's texts, and is put in when they are said.
public enum LessonWords: Sendable, Hashable {
    case quantity(LessonQuantity)
    case subject(LessonSubject)
    /// The odds of the entry's node by the exact posterior, and by the run's denoiser.
    case odds, network
    /// The noisy numbers of the same node, by type.
    case row

    init?(_ text: Substring) {
        let words = text.split(separator: " ")
        switch text {
        case "odds": self = .odds
        case "network": self = .network
        case "row": self = .row
        default:
            if let quantity = LessonQuantity(words) {
                self = .quantity(quantity)
            } else if let subject = LessonSubject(words) {
                self = .subject(subject)
            } else {
                return nil
            }
        }
    }

    /// The text with every `{…}` put in.
    public static func filled(_ text: String, _ value: (LessonWords) -> String) -> String {
        var result = "", rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let inside = rest[rest.index(after: open)..<close]
            result += LessonWords(inside).map(value) ?? "{\(inside)}"
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// Markdown's marks of emphasis and code left out, for where there is none.
    public static func plain(_ text: String) -> String { text.replacing("*", with: "").replacing("`", with: "") }

    /// What stands in braces and means nothing; nil where all means something.
    static func unknown(in text: String) -> String? {
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let inside = rest[rest.index(after: open)..<close]
            if LessonWords(inside) == nil { return String(inside) }
            rest = rest[rest.index(after: close)...]
        }
        return nil
    }
}
