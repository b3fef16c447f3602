import Search

/// What a search is for, as it is written: a property, with `min:` or `max:` before it where that says what is better.
struct SearchObjective: Hashable {
    let isMore: Bool?
    let column: String

    init(_ text: String) {
        let (isMore, rest) = Objective.Term.direction(in: text)
        (self.isMore, column) = (isMore, String(rest))
    }

    /// As it is written of another column, or the same one in full.
    func of(_ column: String) -> String { (isMore.map { $0 ? "max:" : "min:" } ?? "") + column }
}

extension Catalog {
    /// The property that a search is for, with the direction that is sought.
    func sought(_ objective: String) -> Entry? {
        let wanted = SearchObjective(objective)
        guard var entry = self[wanted.column] else { return nil }
        if let isMore = wanted.isMore { entry.info = entry.info.directed(isMore) }
        return entry
    }
}
