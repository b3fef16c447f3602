/// What something on the screen is: one of a few words, to be gone through.
public struct Card: Sendable, Hashable {
    public var terms: [String]
    public var place = 0

    var term: String { terms.indices.contains(place) ? terms[place] : "" }
}
