/// A formula of the step with the numbers of one entry.
struct Formula: Sendable, Hashable {
    /// What a number is about, and so its hue.
    enum Subject: Sendable, Hashable { case state, guidance }

    var text: String
    var value: Double
    var subject = Subject.state
    /// What the terms on its right side come to, in order; they add up to the value.
    var addends: [Double] = []
    /// What the value would be by the exact posterior.
    var exact: Double?
    /// What it says, in a word or two and in a sentence.
    var brief: String
    var words: String
    /// Where its letters come from, with their numbers.
    var notes: [String] = []
    /// The move itself: the last that is left out where there is no room.
    var isMain = false

    /// The addends and the value with as many digits, so that what is shown adds up.
    var sum: String {
        let digits = Addends.digits(for: addends + [value])
        let parts = Addends.rounded(addends, total: value, digits: digits)
        var text = ""
        for (place, part) in parts.enumerated() {
            text += place == 0 ? part.fixed(digits) : (part < 0 ? " − " : " + ") + part.magnitude.fixed(digits)
        }
        return text + " = " + value.fixed(digits)
    }

    var shownValue: String { value.fixed(Addends.digits(for: [value])) }
}
