import Architectures
import TestSupport
import Testing

@Suite struct MobileNetCostTests {
    /// Once-for-All's own counts of 1,819 networks of width 1.0 at 224 pixels, to the last weight.
    @Test(.enabled(if: ReferenceData.has("mobilenetv3_measured.csv"), "needs mobilenetv3_measured.csv"))
    func costsAreTheMeasuredOnes() throws {
        let cost = try MobileNetCost()
        let rows = try ReferenceData.rows("mobilenetv3_measured.csv").dropFirst()
        #expect(rows.count > 1_000)
        for row in rows {
            let total = cost.total(try MobileNet(depths: row[0], kernels: row[1], expansions: row[2]))
            #expect(String(total.parameters) == row[3] && String(total.multiplyAdds) == row[4])
        }
    }

    /// Every labelled network is read, and written as it was.
    @Test(.enabled(if: ReferenceData.has("mobilenetv3_labelled.csv"), "needs mobilenetv3_labelled.csv"))
    func tablesAreReadAndWritten() throws {
        for row in try ReferenceData.rows("mobilenetv3_labelled.csv").dropFirst().prefix(2_000) {
            let columns = try MobileNet(depths: row[0], kernels: row[1], expansions: row[2]).columns
            #expect([columns.depths, columns.kernels, columns.expansions] == Array(row[0..<3]))
        }
    }

    /// The smallest network counted layer by layer by hand, at 32 pixels: sides 16, then 8, 4, 2, 2, 1.
    @Test func theSmallestNetworkByHand() throws {
        let smallest = try MobileNet(
            depths: [2, 2, 2, 2, 2], kernels: (0..<20).map { $0 % 4 < 2 ? 3 : nil }, expansions: (0..<20).map { $0 % 4 < 2 ? 3 : nil })
        // [inputs, inner, outputs, side before, side after, squeezed or 0]
        let blocks = [
            [16, 48, 24, 16, 8, 0], [24, 72, 24, 8, 8, 0], [24, 72, 40, 8, 4, 24], [40, 120, 40, 4, 4, 32],
            [40, 120, 80, 4, 2, 0], [80, 240, 80, 2, 2, 0], [80, 240, 112, 2, 2, 64], [112, 336, 112, 2, 2, 88],
            [112, 336, 160, 2, 1, 88], [160, 480, 160, 1, 1, 120],
        ]
        var weights = 432 + 32 + 144 + 32 + 256 + 32, adds = (432 + 144 + 256) * 256
        for b in blocks {
            let products = (b[0] * b[1], 9 * b[1], b[1] * b[2], 2 * b[1] * b[5])
            weights += products.0 + products.1 + products.2 + 4 * b[1] + 2 * b[2] + products.3 + (b[5] > 0 ? b[5] + b[1] : 0)
            adds += products.0 * b[3] * b[3] + (products.1 + products.2) * b[4] * b[4] + products.3
        }
        weights += 160 * 960 + 2 * 960 + 960 * 1280 + 1280 * 1000 + 1000
        adds += 160 * 960 + 960 * 1280 + 1280 * 1000
        let total = try MobileNetCost(resolution: 32).total(smallest)
        #expect(total.parameters == weights && total.multiplyAdds == adds)
    }

    /// Channels of width 1.2: 24, 24 | 32, 48, 96, 136, 192 | 1152, 1536, so that a head without its stages can be counted.
    @Test func widthScalesTheChannels() throws {
        let wide = try MobileNetCost(width: .oneAndAFifth)
        let head = 192 * 1152 + 2 * 1152 + 1152 * 1536 + 1536 * 1000 + 1000
        let stem = 27 * 24 + 48 + 9 * 24 + 48 + 24 * 24 + 48
        #expect(wide.fixed.parameters == head + stem)
        let narrow = try MobileNetCost()
        for stage in 0..<5 { #expect(zip(wide.stages[stage], narrow.stages[stage]).allSatisfy { $0.parameters > $1.parameters }) }
    }

    @Test func weightsDoNotDependOnTheResolution() throws {
        var random = SeededGenerator(seed: 8)
        let network = try MobileNet.random(&random)
        let small = try MobileNetCost(resolution: 128).total(network), large = try MobileNetCost(resolution: 224).total(network)
        #expect(small.parameters == large.parameters && small.multiplyAdds < large.multiplyAdds)
        for side in [0, 31, 1_025, -5] {
            #expect(errorText { _ = try MobileNetCost(resolution: side) } == "the resolution is \(side); it must be between 32 and 1024 pixels")
        }
    }
}
