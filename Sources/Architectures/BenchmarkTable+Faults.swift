extension BenchmarkTable {
    /// Known measurement faults as missing figures: in HW-NAS-Bench's latencies on Pixel 3 and Raspberry Pi 4, values below
    /// 0.05 ms (a network of only skips still takes longer).
    public func withoutMeasurementFaults() -> BenchmarkTable {
        let faulty: Set<String> = ["latency_ms_pixel3", "latency_ms_raspi4"]
        return BenchmarkTable(
            name: name, credit: credit,
            columns: columns.map { column in
                guard faulty.contains(column.name) else { return column }
                return Column(name: column.name, values: column.values.map { $0 < 0.05 ? .nan : $0 })
            })
    }
}
