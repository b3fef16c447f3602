extension Cell {
    /// How a cell is written so that cells that compute the same are written alike.
    ///
    /// A feature map is the sum of what its edges bring it; an edge that skips brings its start's own text. The cell is the text of its output.
    /// Each way tells fewer cells apart than the one before it.
    public enum Expression: Sendable, Hashable, CaseIterable {
        /// NAS-Bench-201's own, `to_unique_str(consider_zero=True)` (Dong & Yang 2020): 6,466 texts. A zero is written into the sum as `#`, so a dead
        /// branch beside a live one still tells cells apart.
        case published
        /// Without the zeros: dead branches are left out. 5,390 texts. A sum that is skipped into another one is still sorted by itself, so A + C
        /// behind a skip beside B is not A + B behind a skip beside C.
        case pruned
        /// The same with such sums opened: a feature map is its terms in order, however they were added up. 4,930 texts.
        case opened
    }

    /// The text of the cell, such as `(0)@nor_conv_3x3+0`; empty where nothing reaches the output and zeros are left out.
    public func text(_ expression: Expression) -> String {
        // Of each feature map the sorted terms.
        var terms = [["0"]]
        for map in 1...3 {
            var own: [String] = []
            for (number, edge) in Cell.edges.enumerated() where edge.to == map {
                let start = terms[edge.from], operation = self[number]
                if operation == .none || start.isEmpty || start == ["#"] {
                    if expression == .published { own.append("#") }
                } else if operation != .skip {
                    own.append("(\(start.joined(separator: "+")))@\(operation.benchmarkName)")
                } else if expression == .opened {
                    own += start
                } else {
                    own.append(start.joined(separator: "+"))
                }
            }
            terms.append(own.sorted())
        }
        return terms[3].joined(separator: "+")
    }
}
