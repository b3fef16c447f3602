import Architectures
import TestSupport
import Testing

@Suite struct PathlessLatencyTests {
    /// Against every path written down by hand: 0→3, 0→1→3, 0→2→3, 0→1→2→3.
    @Test func cellsWithoutAPathAreThoseInWhichNoneIsWhole() {
        let paths = [[3], [0, 4], [1, 5], [0, 2, 5]]
        for cell in Cell.all { #expect(cell.hasPath == paths.contains { $0.allSatisfy { cell[$0] != .none } }) }
        #expect(Cell.codesWithoutPath.count == 341)
    }

    /// By cause, not by size or name: every latency of such a cell is left out, and nothing else.
    @Test func latenciesOfThoseCellsAreLeftOutAndSaid() throws {
        let values = Cell.all.map { Double($0.code) + 10 }
        let names = ["latency_ms_pixel3", "edge_gpu_latency", "infer_ms", "testLatency", "inference_us", "accuracy", "train_time_s", "params_m", "terms"]
        let table = BenchmarkTable(name: "t", of: .nasbench201, columns: names.map { .init(of: .nasbench201, name: $0, values: values) }).withoutPathlessLatencies()
        for column in table.columns {
            let missing = column.values.indices.filter { column.values[$0].isNaN }
            #expect(missing == (names.firstIndex(of: column.name) ?? 9 < 5 ? Cell.codesWithoutPath : []), "\(column.name)")
        }
        #expect(
            table.notes.map(\.description) == [
                """
                341 cells have no path from input to output; their latencies are left out (latency_ms_pixel3, edge_gpu_latency, infer_ms, testLatency, inference_us)
                """
            ])
    }

    /// The time that training or a search takes is no latency, whatever its unit.
    @Test(arguments: [
        ("latency_ms", true), ("fps", true), ("delay_us", true), ("train_latency_ms", false), ("search_ms", false), ("epoch_us", false), ("training_inference", false),
        ("seconds", false),
    ])
    func timesOfTrainingAreNoLatencies(name: String, isLatency: Bool) {
        #expect(BenchmarkTable.Column(of: .nasbench201, name: name, values: Array(repeating: 1, count: Cell.count)).isLatency == isLatency)
    }

    /// A table of seconds, or of a few cells, is treated alike.
    @Test func aFewCellsAreCountedAsTheyAre() {
        var values = [Double](repeating: .nan, count: Cell.count)
        values[0] = 0.003
        values[Cell.count - 1] = 0.02
        let table = BenchmarkTable(name: "t", of: .nasbench201, columns: [.init(of: .nasbench201, name: "latency_s", values: values)]).withoutPathlessLatencies()
        #expect(table.rowCount == 1 && table.notes == [.pathless(cells: 1, columns: ["latency_s"])])
        #expect(table.notes[0].description == "1 cell has no path from input to output; their latencies are left out (latency_s)")
    }

    @Test(.enabled(if: ReferenceData.has("nasbench201.csv"), "nasbench201.csv is not here"))
    func noOtherCellOfTheBenchmarkIsAsFast() throws {
        let table = try BenchmarkTable(csv: ReferenceData.path("nasbench201.csv"), name: "nb201")
        let values = try #require(table["latency_ms_pixel3"]?.values), pathless = Set(Cell.codesWithoutPath)
        #expect(values.indices.filter { values[$0] < 1 }.allSatisfy(pathless.contains))
        #expect(pathless.count { values[$0] < 1 } == 283)
    }
}
