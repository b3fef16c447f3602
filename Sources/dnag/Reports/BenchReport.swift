import Foundation
import Tensors

/// What `dnag bench` measured.
struct BenchReport: Codable {
    enum Unit: String { case microseconds = "µs", milliseconds = "ms" }

    struct Measurement: Codable {
        let name, unit: String
        let median, min, max: Double
        let repeats: Int
        /// Another report's median of the same name over this one.
        var ratio: Double?
    }

    var measurements: [Measurement] = []

    init() {}

    /// - Throws: `InputFileError`, `CommandError.notABench`
    init(contentsOf path: String) throws {
        let data = try InputFile.contents(of: path, as: .json)
        guard let report = try? JSONDecoder().decode(Self.self, from: data) else { throw CommandError.notABench(file: path) }
        self = report
    }

    mutating func compare(with other: BenchReport) {
        for i in measurements.indices {
            let same = other.measurements.first { $0.name == measurements[i].name && $0.unit == measurements[i].unit }
            measurements[i].ratio = same.flatMap { ($0.median / measurements[i].median).finite }
        }
    }

    var text: String {
        let isCompared = measurements.contains { $0.ratio != nil }
        var table = TextTable(header: ["", "median", "min", "max", "unit", "repeats"] + (isCompared ? ["other/this"] : []))
        for row in measurements {
            let decimals = row.median < 10 ? 3 : 1
            table.add(
                [row.name, row.median.fixed(decimals), row.min.fixed(decimals), row.max.fixed(decimals), row.unit, "\(row.repeats)"]
                    + (isCompared ? [row.ratio?.fixed(2) ?? "–"] : []))
        }
        return table.text
    }
}

extension BenchReport.Measurement {
    /// Times a body after a warm-up.
    static func time(_ name: String, _ unit: BenchReport.Unit, repeats: Int, _ body: () throws -> Void) rethrows -> Self {
        for _ in 0..<Swift.max(1, repeats / 10) { try body() }
        let scale = unit == .microseconds ? 1e-3 : 1e-6
        let clock = ContinuousClock()
        let times = try (0..<repeats).map { _ -> Double in
            let elapsed = try clock.measure { try body() }.components
            return (Double(elapsed.seconds) * 1e9 + Double(elapsed.attoseconds) * 1e-9) * scale
        }.sorted()
        return Self(
            name: name, unit: unit.rawValue, median: times[repeats / 2], min: times[0], max: times[repeats - 1], repeats: repeats)
    }

    /// 10⁹ operations a second, where a measurement takes so many milliseconds.
    func rate(_ name: String, _ gigaflops: (Double) throws -> Double) rethrows -> Self {
        Self(
            name: name, unit: "GFLOP/s", median: try gigaflops(median), min: try gigaflops(max), max: try gigaflops(min), repeats: repeats)
    }

    /// The most memory that the process has held so far.
    static var peakMemory: Self {
        var usage = rusage()
        #if os(Linux)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            let megabytes = Double(usage.ru_maxrss) / 1024
        #else
            getrusage(RUSAGE_SELF, &usage)
            let megabytes = Double(usage.ru_maxrss) / 1_048_576
        #endif
        return Self(name: "peak memory", unit: "MB", median: megabytes, min: megabytes, max: megabytes, repeats: 1)
    }
}
