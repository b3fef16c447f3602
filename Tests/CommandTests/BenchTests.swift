import Foundation
import Testing

@Suite struct BenchTests {
    let program: Program
    init() throws { program = try Program() }

    @Test func aReportIsComparedWithAnother() throws {
        let before = program.file("before.json")
        let first = try program("bench", "--only", "exact posterior", "--format", "json", "--out", before)
        #expect(first.status == 0, "\(first.error)")
        let report = try program.json("bench", "--only", "exact posterior", "--against", before)
        let measurements = try #require(report["measurements"] as? [[String: Any]])
        #expect(measurements.map { $0["name"] as? String } == ["exact posterior, a panel of 8", "exact posterior, 256 cells"])
        let old = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: before))) as? [String: Any])
        for (row, earlier) in zip(measurements, try #require(old["measurements"] as? [[String: Any]])) {
            let median = try #require(row["median"] as? Double), other = try #require(earlier["median"] as? Double)
            let low = try #require(row["min"] as? Double), high = try #require(row["max"] as? Double)
            #expect(low > 0 && low <= median && median <= high)
            #expect(abs(try #require(row["ratio"] as? Double) - other / median) < 1e-9 * other / median)
            #expect(row["unit"] as? String == "µs" && row["repeats"] is Int)
        }
        #expect(try program("bench", "--only", "exact posterior", "--against", before).output.contains("other/this"))
    }

    @Test func publishedNetworksAreMeasuredAtThreeSizes() throws {
        let report = try program.json("bench", "--only", "published predictor gradient")
        let names = (report["measurements"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
        #expect(names == [1, 32, 256].map { "published predictor gradient, batch \($0)" })
    }

    @Test func whatIsNoReportIsRefused() throws {
        let other = try program.write("{}", to: "other.json")
        for (file, words) in [(other, "is no report of 'dnag bench --format json'"), ("nowhere.json", "nowhere.json: cannot be read: there is no such file")] {
            let result = try program("bench", "--against", file)
            #expect(result.status != 0)
            #expect(result.error.contains(words))
        }
    }
}
