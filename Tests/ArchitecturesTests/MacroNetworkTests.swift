import Architectures
import TestSupport
import Testing

@Suite struct MacroNetworkTests {
    @Test func parametersFollowTheClosedForm() {
        for cell in Cell.all {
            let expected = 0.073306 + 0.028 * Double(cell.count(of: .conv1x1)) + 0.24304 * Double(cell.count(of: .conv3x3))
            #expect(abs(cell.parametersM - expected) < 1e-9)
        }
    }

    /// The smallest and the largest network as the benchmark publishes them; skips and pools count nothing.
    @Test(arguments: [
        (Array(repeating: Operation.none, count: 6), 7.78),
        (Array(repeating: .skip, count: 6), 7.78),
        (Array(repeating: .averagePool, count: 6), 7.78),
        (Array(repeating: .conv3x3, count: 6), 220.12),
    ])
    func flopsAreTheBenchmarks(operations: [Operation], expected: Double) throws {
        #expect((try Cell(operations).multiplyAddsM * 100).rounded() / 100 == expected)
    }

    /// The terms by hand: stem, two strided blocks, classifier; then a convolution in 5 cells of each stage.
    @Test func flopsFollowTheClosedForm() {
        let stem = 3 * 16 * 9 * 1024
        let strided = (16 * 32 * 9 + 32 * 32 * 9 + 16 * 32) * 256 + (32 * 64 * 9 + 64 * 64 * 9 + 32 * 64) * 64
        let pointwise = 5 * (16 * 16 * 1024 + 32 * 32 * 256 + 64 * 64 * 64)
        for cell in Cell.all {
            let convolutions = pointwise * (cell.count(of: .conv1x1) + 9 * cell.count(of: .conv3x3))
            #expect(MacroNetwork(cell: cell).multiplyAdds == stem + strided + 640 + convolutions)
        }
    }

    @Test(.enabled(if: ReferenceData.has("nasbench201.csv"), "nasbench201.csv is not here"))
    func parametersAreThePublishedOnes() throws {
        let rows = try ReferenceData.rows("nasbench201.csv")
        let column = try #require(rows[0].firstIndex(of: "params_m"))
        for row in rows.dropFirst() {
            let cell = try Cell(archString: row[1])
            #expect(abs(cell.parametersM - (try #require(Double(row[column])))) < 5e-7)
        }
        #expect(rows.count == 15_626)
    }
}
