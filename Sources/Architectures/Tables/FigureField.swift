/// What a field of a column of figures holds.
enum FigureField {
    case missing
    case number(Double)
    /// A number that is written with a decimal comma.
    case comma(Double)
    case infinite
    case text

    /// How a missing figure is written, beside an empty field: by pandas, R, spreadsheets and SQL.
    private static let missingWords: Set<String> = [
        "nan", "na", "n/a", "<na>", "#n/a", "null", "nil", "none", "missing", "-", "--", "–", "?",
    ]
}

extension CSVRecords {
    func figure(_ field: Field) -> FigureField {
        guard !field.range.isEmpty else { return .missing }
        let bytes = bytes(of: field)
        if let value = DecimalNumber.parse(bytes), value.isFinite { return .number(value) }
        let text = text(of: field).trimmingBlanks
        if text.isEmpty || FigureField.isMissing(text) { return .missing }
        if let value = Self.number(text) { return value.isFinite ? .number(value) : .infinite }
        // Where commas divide fields, one inside a field (in quotes) divides thousands perhaps.
        if divider != .comma, !text.contains("."), text.utf8.count(where: { $0 == .comma }) == 1,
            let value = Self.number(text.replacing(",", with: ".")), value.isFinite
        {
            return .comma(value)
        }
        return .text
    }

    private static func number(_ text: String) -> Double? { Array(text.utf8).withUnsafeBufferPointer(DecimalNumber.parse) }
}

extension FigureField {
    fileprivate static func isMissing(_ text: String) -> Bool { text.utf8.count <= 8 && missingWords.contains(text.lowercased()) }
}
