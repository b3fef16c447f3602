/// What is told of cells on a task.
protocol CellReport: Encodable {
    /// For people.
    var text: String { get }
    /// A table that `dnag table import` takes.
    var csv: String { get }
}

/// What reports of cells share.
enum CellReportWords {
    /// More cells are not told one by one.
    static let most = 40

    /// A task's name as the beginning of a column's.
    static func column(of task: String) -> String { String(task.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }) }

    /// How many values spread: `least, quartiles, largest`.
    static func spread(_ values: [Double], places: Int = 2) -> String {
        let values = values.sorted()
        guard !values.isEmpty else { return "none" }
        func quantile(_ share: Double) -> String { values[Int(share * Double(values.count - 1))].fixed(places) }
        return "from \(quantile(0)) by \(quantile(0.25)), \(quantile(0.5)) and \(quantile(0.75)) (quartiles) to \(quantile(1))"
    }
}
