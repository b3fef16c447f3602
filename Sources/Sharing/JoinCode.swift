/// What one has to know to follow: six letters and digits that are not taken for one another.
public struct JoinCode: Sendable, CustomStringConvertible {
    public let text: String

    static let letters = Array("ABCDEFGHJKMNPQRSTUVWXYZ23456789")
    static let length = 6

    /// A new one, out of 31⁶ (some 9·10⁸).
    public static func random() -> JoinCode {
        var source = SystemRandomNumberGenerator()
        return JoinCode(String((0..<length).map { _ in letters[Int.random(in: letters.indices, using: &source)] }))
    }

    /// As a person types it: in any case, with blanks.
    public init(_ text: String) { self.text = text.uppercased().filter { !$0.isWhitespace } }

    public var description: String { text }

    /// Compares in a time that does not depend on how much of it is right.
    func matches(_ other: JoinCode) -> Bool {
        let (own, given) = (Array(text.utf8), Array(other.text.utf8))
        var difference = UInt8(own.count == given.count ? 0 : 1)
        for place in own.indices { difference |= own[place] ^ (given.isEmpty ? 0 : given[place % given.count]) }
        return difference == 0
    }
}
