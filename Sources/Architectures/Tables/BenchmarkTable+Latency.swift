extension BenchmarkTable {
    /// Without columns that have no figure at all, of which nothing can be learned.
    public func withoutEmptyColumns() -> BenchmarkTable {
        with(columns: columns.filter { !$0.values.allSatisfy(\.isNaN) })
    }

    /// Without the latencies of architectures that have no path from input to output. Nothing of such an architecture is computed, so what was measured is the
    /// network around it, or nothing: in HW-NAS-Bench, 283 of the 341 are below 1 ms on Pixel 3, which no other cell is.
    public func withoutPathlessLatencies() -> BenchmarkTable {
        let empty = space.list?.placesWithoutEdges ?? []
        var pathless: Set<Int> = [], names: [String] = []
        let kept = columns.map { column -> Column in
            guard column.isLatency else { return column }
            let codes = empty.filter { !column.values[$0].isNaN }
            guard !codes.isEmpty else { return column }
            pathless.formUnion(codes)
            names.append(column.name)
            var values = column.values
            for code in codes { values[code] = .nan }
            return Column(of: space, name: column.name, values: values)
        }
        guard !names.isEmpty else { return self }
        return with(columns: kept, notes: notes + [.pathless(cells: pathless.count, columns: names)])
    }
}

extension BenchmarkTable.Column {
    /// Whether it is the time that a network takes for images.
    public var isLatency: Bool { info.isLatency }

    /// Whether hardly any architecture of the list is without a figure, so that leaving these out changes little.
    public var isOfAlmostAll: Bool {
        let missing = values.reduce(0) { $0 + ($1.isNaN ? 1 : 0) }
        return !values.isEmpty && Double(missing) <= 0.05 * Double(values.count)
    }
}

extension PropertyInfo {
    /// Whether it is the time that a network takes for images, by its words or its unit: not the time that training takes.
    public var isLatency: Bool {
        let words = ColumnName(name).words.map(\.stem)
        if words.contains(where: ["train", "training", "epoch", "search"].contains) { return false }
        return ["ms", "µs", "us", "ns"].contains(unit)
            || words.contains { ["latency", "latencies", "inference", "ms", "fps", "throughput"].contains($0) }
    }
}
