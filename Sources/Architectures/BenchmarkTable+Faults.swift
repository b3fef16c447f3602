extension BenchmarkTable {
    /// Without columns that have no figure at all, of which nothing can be learned.
    public func withoutEmptyColumns() -> BenchmarkTable {
        BenchmarkTable(name: name, credit: credit, columns: columns.filter { !$0.values.allSatisfy(\.isNaN) })
    }

    /// Known measurement faults as missing figures: in HW-NAS-Bench's latencies on Pixel 3 and Raspberry Pi 4, values below
    /// 0.05 ms (a network of only skips still takes longer).
    public func withoutMeasurementFaults() -> BenchmarkTable {
        let faulty: Set<String> = ["latency_ms_pixel3", "latency_ms_raspi4"]
        return BenchmarkTable(
            name: name, credit: credit,
            columns: columns.map { column in
                guard faulty.contains(column.name) else { return column }
                let values = column.values.map { $0 < 0.05 ? .nan : $0 }
                // Nothing but faults: it is another thing by the same name, such as seconds.
                return values.allSatisfy(\.isNaN) ? column : Column(name: column.name, values: values)
            })
    }
}
