/// A column of a table while it is read: figures by architecture, and what the column as a whole seems to be.
struct FigureColumn {
    let name: String
    /// Its place in the header.
    let place: Int
    /// By architecture, in the order of their first rows; of several rows the mean of those that have a figure.
    private(set) var values: [Double] = []
    /// How many figures the mean of an architecture is of, where there is more than one.
    private var counts: [Int: Double] = [:]
    private(set) var firstNumber: Int?
    private(set) var firstText: (text: String, line: Int)?
    /// Whether each row's number is one more than the last row's.
    private var countsUp = true
    private var isWhole = true
    private var last: Double?
    private var rowCount = 0

    init(name: String, place: Int) { (self.name, self.place) = (name, place) }

    /// Notes what a row holds, whether or not it will count.
    mutating func see(_ value: Double, line: Int) {
        rowCount += 1
        if !value.isNaN, firstNumber == nil { firstNumber = line }
        if !value.isNaN, value.rounded() != value { isWhole = false }
        if countsUp { countsUp = last.map { value == $0 + 1 } ?? (value.rounded() == value) }
        last = value
    }

    mutating func see(text: String, line: Int) {
        if firstText == nil { firstText = (text, line) }
    }

    /// - Parameter row: of the architecture, at most one beyond those that are there
    mutating func add(_ value: Double, at row: Int) {
        guard row < values.count else { return values.append(value) }
        if value.isNaN { return }
        if values[row].isNaN { return values[row] = value }
        // Equal figures have themselves as their mean, to the bit.
        let count = counts[row, default: 1] + 1
        counts[row] = count
        values[row] += (value - values[row]) / count
    }

    var isEmpty: Bool { firstNumber == nil && firstText == nil }

    /// A seed says nothing of an architecture either. An accuracy of a `single_seed` does, and is no whole number.
    var isSeed: Bool { isWhole && (lastWord == "seed" || lastWord == "seeds") }

    private var lastWord: String? { name.lowercased().split { !$0.isLetter && $0 != "#" }.last.map(String.init) }

    /// A number of the row that says nothing of the architecture: pandas' index, or what is named as a number and counts up.
    var isRunningNumber: Bool {
        let words = name.lowercased()
        if words == "index" || words.wholeMatch(of: #/unnamed: *[0-9]+(_level_[0-9]+)?|level_[0-9]+/#) != nil { return true }
        guard countsUp, firstNumber != nil else { return false }
        let ends = ["id", "ids", "idx", "index", "no", "nr", "num", "number", "row", "sample", "uid", "#"]
        return words.isEmpty || lastWord.map(ends.contains) ?? false
    }
}
