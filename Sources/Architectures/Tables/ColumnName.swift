/// The words of a column's name, in whatever style it is written: `val_loss`, `valLoss`, `ValLoss`, `val-loss`, `val.loss`, `Val. Loss (%)`.
struct ColumnName: Hashable, Sendable {
    struct Word: Hashable, Sendable {
        /// In lower case.
        let text: String
        /// As it stands in the name.
        let spelling: String

        init(_ spelling: Substring) {
            self.spelling = String(spelling)
            text = spelling.lowercased()
        }

        /// Without the digits at its end: `loss2`, `top1`.
        var stem: String { String(text[..<(text.lastIndex { !$0.isNumber }.map { text.index(after: $0) } ?? text.startIndex)]) }
    }

    let words: [Word]

    init(_ name: String) {
        // `train/loss` is a path, `images/s` a rate.
        let spelled = name.prefix(Self.limit).replacing(#/\/\s*(?=(s|sec|second|J|joule|W|watt)\b)/#, with: " per ")
        words = spelled.split { !$0.isLetter && !$0.isNumber && $0 != "%" }.flatMap(Self.parts)
    }

    /// Characters that are read; what matters stands before.
    private static let limit = 200

    /// Words that a change of case divides: `testLatency`, `GPUTime`, but `FLOPs`, `mAP` and `latencyMS` are read as people mean them.
    private static func parts(_ token: Substring) -> [Word] {
        if token.hasSuffix("%"), token.count > 1 { return parts(token.dropLast()) + [Word("%")] }
        if undivided.contains(token.lowercased()) || ColumnUnit.isSpelled(token) { return [Word(token)] }
        let letters = Array(token)
        var words: [Word] = [], start = 0
        func add(_ end: Int) {
            if start < end { words.append(Word(Substring(String(letters[start..<end])))) }
            start = end
        }
        for place in letters.indices.dropFirst() where letters[place].isUppercase {
            let rest = Substring(String(letters[place...]))
            let endsAcronym = letters[place - 1].isUppercase && place + 1 < letters.count && letters[place + 1].isLowercase && rest.dropFirst() != "s"
            if !letters[place - 1].isUppercase || endsAcronym {
                add(place)
                // `sizeMiB`: a unit is one word whatever its case.
                if ColumnUnit.isSpelled(rest) { break }
            }
        }
        add(letters.count)
        return words
    }

    /// Words that look as if they were two.
    private static let undivided: Set<String> = ["map", "madds", "madd", "iou", "auroc", "auprc", "miou", "flops", "gflops", "mflops", "macs", "gmacs", "mmacs", "params"]
}
