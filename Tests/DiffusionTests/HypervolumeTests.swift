import Diffusion
import Tensors
import Testing

@Suite struct HypervolumeTests {
    @Test func hypervolumeOfAFewBoxes() {
        #expect(Hypervolume.of([[1, 3], [2, 2], [3, 1]], reference: [0, 0]) == 6)
        #expect(Hypervolume.of([[1, 1], [2, 2]], reference: [0, 0]) == 4)
        #expect(Hypervolume.of([[-1, 5]], reference: [0, 0]) == 0)
        #expect(Hypervolume.of([[1, 1, 2], [2, 1, 1]], reference: [0, 0, 0]) == 3)
        #expect(Hypervolume.of([[.nan, 1], [1, 1]], reference: [0, 0]) == 1)
        #expect(Hypervolume.of([], reference: [0, 0]) == 0)
    }

    /// Against counting grid cells.
    @Test(arguments: [2, 3, 4]) func hypervolumeIsWhatIsDominated(dimension: Int) {
        var generator = PhiloxGenerator(seed: UInt64(dimension))
        let side = 6
        let points = (0..<7).map { _ in (0..<dimension).map { _ in Double(Int.random(in: 0...side, using: &generator)) } }
        var count = 0, total = 1
        for _ in 0..<dimension { total *= side }
        for index in 0..<total {
            var rest = index
            let corner = (0..<dimension).map { _ in
                defer { rest /= side }
                return Double(rest % side)
            }
            if points.contains(where: { zip($0, corner).allSatisfy { $0 > $1 } }) { count += 1 }
        }
        #expect(abs(Hypervolume.of(points, reference: Array(repeating: 0, count: dimension)) - Double(count)) < 1e-9)
    }

    /// Counted on a grid of small squares.
    @Test(arguments: [1, 2, 3] as [UInt64]) func hypervolumeIsTheArea(seed: UInt64) {
        var random = PhiloxGenerator(seed: seed)
        // Corners on the grid, so that the count is exact.
        let points = (0..<12).map { _ in (x: Double(random.next() % 40), y: Double(random.next() % 40)) }
        let reference = (x: 5.0, y: 33.0)
        var squares = 0
        for i in 0..<40 {
            for j in 0..<40 {
                let (x, y) = (Double(i) + 0.5, Double(j) + 0.5)
                if x > reference.x, y < reference.y, points.contains(where: { $0.x > x && $0.y < y }) { squares += 1 }
            }
        }
        let area = Hypervolume.dominated(by: points, reference: reference, higherXIsBetter: true, higherYIsBetter: false)
        #expect(abs(area - Double(squares)) < 1e-9)
        let turned = Hypervolume.dominated(
            by: points.map { (-$0.x, -$0.y) }, reference: (-5, -33), higherXIsBetter: false, higherYIsBetter: true)
        #expect(abs(area - turned) < 1e-9)
    }

    @Test func whatIsNoBetterAddsNothing() {
        let none = Hypervolume.dominated(
            by: [(1, 1), (.nan, 0), (9, 5)], reference: (1, 5), higherXIsBetter: true, higherYIsBetter: false)
        #expect(none == 0)
        #expect(Hypervolume.dominated(by: [], reference: (0, 0), higherXIsBetter: true, higherYIsBetter: true) == 0)
    }

    /// What the front leaves out adds nothing to the volume, and each of what it keeps does.
    @Test(arguments: [1, 2, 3]) func theFrontIsWhatCounts(dimension: Int) {
        var generator = PhiloxGenerator(seed: UInt64(40 + dimension))
        let points = (0..<60).map { _ in (0..<dimension).map { _ in Double(Int.random(in: 1...9, using: &generator)) } }
        let front = Hypervolume.front(of: points + [Array(repeating: .nan, count: dimension)])
        let corner = [Double](repeating: 0, count: dimension), whole = Hypervolume.of(points, reference: corner)
        #expect(abs(Hypervolume.of(front, reference: corner) - whole) < 1e-9)
        for place in front.indices {
            var rest = front
            rest.remove(at: place)
            #expect(Hypervolume.of(rest, reference: corner) < whole - 0.5)
        }
        for point in points {
            let isBeaten = points.contains { other in other != point && zip(other, point).allSatisfy { $0 >= $1 } }
            #expect(front.contains(point) == !isBeaten)
        }
        #expect(Hypervolume.front(of: []).isEmpty)
    }
}
