extension String {
    /// Of some words the one that fewest changes of a letter lead to, if at most a third of its letters change.
    func nearest(among words: [String]) -> String? {
        let near = words.map { (word: $0, distance: distance(to: $0)) }.min { $0.distance < $1.distance }
        return near.flatMap { $0.distance <= Swift.max(1, $0.word.count / 3) ? $0.word : nil }
    }

    /// The number of insertions, deletions and replacements that make one word of the other (Levenshtein 1966).
    private func distance(to other: String) -> Int {
        let (mine, theirs) = (Array(self.prefix(64)), Array(other))
        var row = Array(0...theirs.count)
        for (i, letter) in mine.enumerated() {
            var corner = row[0]
            row[0] = i + 1
            for (j, their) in theirs.enumerated() {
                let replaced = corner + (letter == their ? 0 : 1)
                corner = row[j + 1]
                row[j + 1] = Swift.min(replaced, corner + 1, row[j] + 1)
            }
        }
        return row[theirs.count]
    }
}
