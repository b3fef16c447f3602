extension BenchmarkTable {
    /// A header and a row for each architecture that has a figure, as `init(csv:)` reads them: each number is the shortest text of its value, and a
    /// figure that is missing is an empty field.
    public var csv: String {
        var text = (["arch"] + columns.map(\.name)).map(Self.field).joined(separator: ",") + "\n"
        for row in 0..<count where columns.contains(where: { !$0.values[row].isNaN }) {
            let figures = columns.map { $0.values[row].isNaN ? "" : "\($0.values[row])" }
            text += ([Self.field(architecture(row).archString)] + figures).joined(separator: ",") + "\n"
        }
        return text
    }

    /// RFC 4180: a field with a comma, a quote or a break stands in quotes.
    private static func field(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
