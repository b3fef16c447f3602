/// How a row of a table says which cell it is of.
extension FigureRows<Int> {
    /// A column `arch`, or the first whose field in the first row is an arch string, a tuple in brackets or `#1462`. The keys are cell codes.
    /// - Throws: `BenchmarkTableError.noArchColumn`, `.otherSpace`
    static func cells(_ names: [String], _ firstRow: [String], path: String) throws -> Form {
        let named = names.firstIndex { $0.lowercased() == "arch" }
        guard let place = named ?? firstRow.firstIndex(where: isCell) else {
            if NetworkForm(names, firstRow) != nil { throw BenchmarkTableError.otherSpace(file: path, space: .mobilenetv3, wanted: .nasbench201) }
            throw BenchmarkTableError.noArchColumn(file: path, names: names)
        }
        if firstRow.indices.contains(place), (try? MobileNet(parsing: firstRow[place])) != nil {
            throw BenchmarkTableError.otherSpace(file: path, space: .mobilenetv3, wanted: .nasbench201)
        }
        // The benchmark's order is read when a row asks for it.
        var order: BenchmarkOrder?
        return Form(places: [place]) { records, fields, line in
            var scanner = ByteScanner(records.bytes(of: fields[place]))
            if let code = try? Cell.scanArchString(&scanner) { return code }
            let text = records.text(of: fields[place]).trimmingBlanks
            guard !text.isEmpty else { return nil }
            do {
                if order == nil, Cell.isNumber(text) { order = try .embedded() }
                return try Cell(parsing: text, order: order).code
            } catch {
                throw BenchmarkTableError.invalidArch(file: path, line: line, column: names[place], reason: "\(error)")
            }
        }
    }

    /// Whether a field can only be a cell. A number by itself can be anything.
    private static func isCell(_ text: String) -> Bool {
        let text = text.trimmingBlanks
        if text.hasPrefix("#") { return text.count > 1 && text.dropFirst().allSatisfy(\.isWholeNumber) }
        return ["|", "(", "["].contains(text.prefix(1)) && (try? Cell(parsing: text)) != nil
    }
}
