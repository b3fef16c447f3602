import Diffusion
import Terminal

/// A word of the status line.
struct StatusWord {
    var text: String
    /// What is said instead where there is little room.
    var short: String?
    /// The higher, the sooner it gives way.
    var rank: Int
    var isUnusual = false

    init(_ text: String, short: String? = nil, rank: Int, isUnusual: Bool = false) {
        self.text = text
        self.short = short == text ? nil : short
        self.rank = rank
        self.isUnusual = isUnusual
    }

    /// Words that are more than the settings everybody asks for give way before any of those is cut short.
    private static let extra = 6

    /// What fits into a number of columns: some cut short, some left out.
    static func fitting(_ words: [StatusWord], in room: Int, gap: Int) -> [StatusWord] {
        var words = words
        func columns() -> Int { words.reduce(-gap) { $0 + CharacterWidth.columns(of: $1.text) + gap } }
        while !words.isEmpty, columns() > room {
            guard let least = words.indices.max(by: { words[$0].rank < words[$1].rank }) else { break }
            let long = words.indices.filter { words[$0].short != nil }
            // The seed first: nobody reads it while the run goes on.
            let next = long.first { words[$0].rank == 0 } ?? long.max { words[$0].rank < words[$1].rank }
            if words[least].rank < extra, let place = next {
                words[place].text = words[place].short ?? ""
                words[place].short = nil
            } else {
                words.remove(at: least)
            }
        }
        return words
    }

    /// A seed of many digits by its first and last.
    static func short(seed: UInt64) -> String {
        let digits = String(seed)
        return digits.count <= 6 ? "#\(digits)" : "#\(digits.prefix(2))…\(digits.suffix(3))"
    }
}

extension DenoiserKind {
    var short: String {
        switch self {
        case .learned: "lrn"
        case .exact: "exact"
        case .published: "publ"
        }
    }
}
