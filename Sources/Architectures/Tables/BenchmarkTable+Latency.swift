extension BenchmarkTable {
    /// Without columns that have no figure at all, of which nothing can be learned.
    public func withoutEmptyColumns() -> BenchmarkTable {
        BenchmarkTable(name: name, credit: credit, columns: columns.filter { !$0.values.allSatisfy(\.isNaN) }, notes: notes)
    }

    /// Without the latencies of cells that have no path from input to output. Nothing of such a cell is computed, so what was measured is the
    /// network around it, or nothing: in HW-NAS-Bench, 283 of the 341 are below 1 ms on Pixel 3, which no other cell is.
    public func withoutPathlessLatencies() -> BenchmarkTable {
        var pathless: Set<Int> = [], names: [String] = []
        let kept = columns.map { column -> Column in
            guard column.isLatency else { return column }
            let codes = Cell.codesWithoutPath.filter { !column.values[$0].isNaN }
            guard !codes.isEmpty else { return column }
            pathless.formUnion(codes)
            names.append(column.name)
            var values = column.values
            for code in codes { values[code] = .nan }
            return Column(name: column.name, values: values)
        }
        guard !names.isEmpty else { return self }
        return BenchmarkTable(name: name, credit: credit, columns: kept, notes: notes + [.pathless(cells: pathless.count, columns: names)])
    }
}

extension BenchmarkTable.Column {
    /// Whether it is the time that a network takes for images, by its words or its unit: not the time that training takes.
    public var isLatency: Bool {
        let words = ColumnName(name).words.map(\.stem)
        if words.contains(where: ["train", "training", "epoch", "search"].contains) { return false }
        return ["ms", "µs", "us", "ns"].contains(info.unit)
            || words.contains { ["latency", "latencies", "inference", "ms", "fps", "throughput"].contains($0) }
    }
}

extension Cell {
    /// Whether an image passes from the input to the output.
    public var hasPath: Bool { adjacencyMask != 0 }

    /// The codes of the 341 cells in which none does.
    public static let codesWithoutPath: [Int] = all.filter { !$0.hasPath }.map(\.code)
}
