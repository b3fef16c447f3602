import Tensors

/// Cells in tables.
extension CellForms {
    var examples: String { "an arch string, a tuple or a number such as #1462" }

    /// A column `arch`, or the first whose field in the first row is an arch string, a tuple in brackets or `#1462`.
    func rows(_ names: [String], _ firstRow: [String], of space: SearchSpace) -> RowForm? {
        let named = names.firstIndex { $0.lowercased() == "arch" }
        return (named ?? firstRow.firstIndex(where: Self.isCell)).flatMap { place in
            let text = firstRow.indices.contains(place) ? firstRow[place] : ""
            return named == nil || Self.isCell(text) || Cell.isNumber(text.trimmingBlanks) || (try? Cell(parsing: text)) != nil
                ? rows(names, at: place, of: space) : nil
        }
    }

    /// Arch strings are read where they stand; the benchmark's order is read when a row asks for it.
    func rows(_ names: [String], at place: Int, of space: SearchSpace) -> RowForm {
        var order: BenchmarkOrder?
        return RowForm(places: [place], column: names[place]) { records, fields in
            var scanner = ByteScanner(records.bytes(of: fields[place]))
            if let code = try? Cell.scanArchString(&scanner) { return Architecture(listed: code, of: .nasbench201) }
            let text = records.text(of: fields[place]).trimmingBlanks
            guard !text.isEmpty else { return nil }
            if order == nil, Cell.isNumber(text) { order = try .embedded() }
            return Architecture(try Cell(parsing: text, order: order))
        }
    }

    /// Whether a field can only be a cell. A number by itself can be anything.
    private static func isCell(_ text: String) -> Bool {
        let text = text.trimmingBlanks
        if text.hasPrefix("#") { return text.count > 1 && text.dropFirst().allSatisfy(\.isWholeNumber) }
        return ["|", "(", "["].contains(text.prefix(1)) && (try? Cell(parsing: text)) != nil
    }
}

extension CellForms {
    /// What can be counted rather than measured: `params_m` and `macs_m` (millions) of every cell.
    func counted(_ list: ArchitectureList) -> [(name: String, values: [Double])] {
        // Only the numbers of convolutions matter, so 28 networks are counted instead of 15,625.
        var counted: [[Int]: (parameters: Double, multiplyAdds: Double)] = [:]
        let costs = Cell.all.map { cell in
            let key = [cell.count(of: .conv1x1), cell.count(of: .conv3x3)]
            let cost = counted[key] ?? (cell.parametersM, cell.multiplyAddsM)
            counted[key] = cost
            return cost
        }
        return [("params_m", costs.map(\.parameters)), ("macs_m", costs.map(\.multiplyAdds))]
    }

    /// The benchmark's own numbers, which follow no rule: U16 `order` [15625], the code of each.
    func kept(numbers: [Double], of architectures: [Architecture]) -> [String: Safetensors.Tensor]? {
        var codes = [UInt16](repeating: .max, count: Cell.count)
        for (architecture, index) in zip(architectures, numbers) {
            guard let place = Int(exactly: index), codes.indices.contains(place), let code = architecture.place else { continue }
            codes[place] = UInt16(code)
        }
        return BenchmarkOrder(codes: codes) == nil ? nil : ["order": Safetensors.Tensor(codes, shape: [Cell.count])]
    }
}
