import Foundation

extension MobileNet {
    /// Once-for-All's own dictionary: `d` five depths, `ks` and `e` twenty kernels and expansions, null beyond the depth.
    private struct Dictionary: Codable {
        let d: [Int]
        let ks: [Int?]
        let e: [Int?]
    }

    /// - Throws: `MobileNetError`
    public init(json text: String) throws {
        let lists: Dictionary
        do {
            lists = try JSONDecoder().decode(Dictionary.self, from: Data(text.utf8))
        } catch let DecodingError.keyNotFound(key, _) {
            throw MobileNetError.json("the key '\(key.stringValue)' is missing")
        } catch let DecodingError.typeMismatch(_, context) {
            throw MobileNetError.json("\(Self.path(context)) must be \(context.codingPath.count > 1 ? "a whole number" : "a list")")
        } catch let DecodingError.valueNotFound(_, context) {
            throw MobileNetError.json("\(Self.path(context)) must not be null")
        } catch let DecodingError.dataCorrupted(context) {
            throw MobileNetError.json(context.codingPath.isEmpty ? "it is not valid JSON" : "\(Self.path(context)) must be a whole number")
        }
        try self.init(depths: lists.d, kernels: lists.ks, expansions: lists.e)
    }

    private static func path(_ context: DecodingError.Context) -> String {
        let words = context.codingPath.map { key in key.intValue.map { "entry \($0 + 1)" } ?? "'\(key.stringValue)'" }
        return words.reversed().joined(separator: " of ")
    }

    /// One line, keys in the order d, ks, e.
    public var json: String {
        func list(_ numbers: [Int?]) -> String { "[" + numbers.map { $0.map(String.init) ?? "null" }.joined(separator: ", ") + "]" }
        return "{\"d\": \(list(depths)), \"ks\": \(list(kernels)), \"e\": \(list(expansions))}"
    }
}
