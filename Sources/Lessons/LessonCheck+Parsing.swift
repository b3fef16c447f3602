import Architectures
import Tensors

extension LessonCheck {
    /// - Throws: `LessonFault` in one sentence
    public init(parsing text: String, line: Int) throws(LessonFault) {
        self.text = text
        self.line = line
        rule = try Self.rule(text.split(separator: " "), text)
    }

    private static func rule(_ words: [Substring], _ text: String) throws(LessonFault) -> Rule {
        if let place = words.firstIndex(of: "is") {
            let subject = try Self.subject(words[..<place])
            let isWanted = words[ifPresent: place + 1] != "not"
            let rest = Array(words[(place + (isWanted ? 1 : 2))...])
            guard !rest.isEmpty else { throw .incomplete(check: text) }
            // A word of the language stands for what it says now, any other for itself.
            return .matches(subject, LessonSubject(rest).map { .subject($0) } ?? .literal(rest.joined(separator: " ")), isWanted: isWanted)
        }
        if let last = words.last, last == "falls" || last == "rises" {
            let quantity = try Self.quantity(words.dropLast())
            return last == "falls" ? .falls(quantity) : .rises(quantity)
        }
        if let place = words.firstIndex(of: "within") {
            guard words.count > place + 3, words[place + 2] == "of", let tolerance = number(words[place + 1]), tolerance >= 0 else {
                throw .incomplete(check: text)
            }
            return .within(try side(words[..<place]), tolerance, of: try side(words[(place + 3)...]))
        }
        guard let place = words.firstIndex(where: { Comparison(rawValue: String($0)) != nil }),
            let comparison = Comparison(rawValue: String(words[place]))
        else { throw .noComparison(check: text) }
        guard place > 0, place + 1 < words.count else { throw .incomplete(check: text) }
        return .compares(try side(words[..<place]), comparison, try side(words[(place + 1)...]))
    }

    private static func number(_ word: Substring) -> Double? { Double(word).flatMap { $0.isFinite ? $0 : nil } }

    private static func side(_ words: ArraySlice<Substring>) throws(LessonFault) -> Side {
        if words.count == 1, let word = words.first, let number = number(word) { return .number(number) }
        return .quantity(try quantity(words))
    }

    private static func quantity(_ words: ArraySlice<Substring>) throws(LessonFault) -> LessonQuantity {
        guard let quantity = LessonQuantity(Array(words)) else {
            let known = LessonQuantity.Plain.allCases.map(\.rawValue) + LessonQuantity.Named.allCases.map(\.rawValue)
            let typed = words.joined(separator: " ")
            // A name behind it is what the word is followed by, not a part of it.
            if let named = LessonQuantity.Named(rawValue: typed) { throw .nameMissing(quantity: named.rawValue) }
            throw .unknownQuantity(typed, known: known)
        }
        return quantity
    }

    private static func subject(_ words: ArraySlice<Substring>) throws(LessonFault) -> LessonSubject {
        guard let subject = LessonSubject(Array(words)) else {
            throw .unknownSubject(words.joined(separator: " "), known: LessonSubject.Plain.allCases.map(\.rawValue) + ["operation"])
        }
        return subject
    }
}

extension Array {
    fileprivate subscript(ifPresent place: Int) -> Element? { indices.contains(place) ? self[place] : nil }
}
