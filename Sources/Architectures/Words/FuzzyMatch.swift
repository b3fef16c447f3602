/// How well typed letters fit a name in which they occur in order.
public enum FuzzyMatch {
    /// Higher is better; nil where the letters do not occur in order. Whole names, beginnings and beginnings of words count most,
    /// then letters in a row.
    /// - Complexity: letters × length of the name
    public static func score(_ typed: String, in name: String) -> Int? {
        let letters = Array(typed.lowercased()), name = Array(name.lowercased())
        guard !letters.isEmpty else { return 0 }
        guard letters.count <= name.count else { return nil }
        if name.starts(with: letters) { return name.count == letters.count ? 20_000 : 10_000 }
        // best[j]: of the letters so far, the last one at j.
        var best = [Int?](repeating: nil, count: name.count)
        for (i, letter) in letters.enumerated() {
            var now = [Int?](repeating: nil, count: name.count)
            var earlier: Int?
            for j in name.indices {
                if name[j] == letter {
                    let isStart = j == 0 || !(name[j - 1].isLetter || name[j - 1].isNumber)
                    let here = isStart ? 10 : 0
                    if i == 0 {
                        now[j] = here - j
                    } else {
                        let inRow = j > 0 ? best[j - 1].map { $0 + 6 } : nil
                        now[j] = [inRow, earlier].compactMap { $0 }.max().map { $0 + here }
                    }
                }
                // A gap costs, however long.
                if j > 0, let before = best[j - 1] { earlier = max(earlier ?? before - 2, before - 2) }
            }
            best = now
        }
        return best.compactMap { $0 }.max().map { $0 * 4 - name.count }
    }

    /// The candidates that fit, best first; equal ones in the order given.
    /// - Parameter about: what says what a candidate is; it counts where the letters occur in it as they are, and less than the name
    public static func ranked<Candidate>(
        _ candidates: [Candidate], by typed: String, name: (Candidate) -> String, about: (Candidate) -> String = { _ in "" }
    ) -> [Candidate] {
        candidates.enumerated().compactMap { place, candidate -> (score: Int, place: Int, candidate: Candidate)? in
            if let score = score(typed, in: name(candidate)) { return (score, place, candidate) }
            return about(candidate).lowercased().contains(typed.lowercased()) ? (-1_000, place, candidate) : nil
        }
        .sorted { ($1.score, $0.place) < ($0.score, $1.place) }.map(\.candidate)
    }

    /// The name that was meant: one that a slip of a letter makes it, else the one that holds it, else the one that fewest changes of a letter
    /// lead to; nil where every name would take more changes than one in three letters.
    public static func nearest(to typed: String, among names: [String]) -> String? {
        let typed = String(typed.unicodeScalars.prefix(longest))
        guard typed.count > 2 else { return nil }
        // Of two that are as far, the one that holds all letters in order: one was forgotten rather than mistaken.
        let close = names.map { ($0, distance(typed.lowercased(), $0.lowercased()), score(typed, in: $0) == nil ? 1 : 0) }
            .min { ($0.1, $0.2) < ($1.1, $1.2) }
        if let close, close.1 <= max(typed.count / 6, 1) { return close.0 }
        // Letters in order but far apart are good to complete by, and no ground to guess what was meant.
        let parts = names.filter { $0.lowercased().contains(typed.lowercased()) }
        if let fit = ranked(parts, by: typed, name: { $0 }).first { return fit }
        return close.flatMap { $0.1 <= max(typed.count / 3, 1) ? $0.0 : nil }
    }

    /// Of what is typed no more is looked at.
    private static let longest = 64

    /// Insertions, deletions and replacements of a letter, and exchanges of two neighbours, from one word to the other (Levenshtein 1966,
    /// Damerau 1964).
    private static func distance(_ a: String, _ b: String) -> Int {
        let a = Array(a), b = Array(b)
        var before: [Int] = [], row = Array(0...b.count)
        for i in a.indices {
            var next = [i + 1]
            for j in b.indices {
                var least = min(row[j] + (a[i] == b[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 1) }
                next.append(least)
            }
            (before, row) = (row, next)
        }
        return row[b.count]
    }
}
