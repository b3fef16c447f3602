import Terminal
import TestSupport
import Testing

@Suite struct RectTests {
    @Test func extremesNeverOverflow() {
        let rect = Rect(x: .max, y: .min, width: .max, height: .min)
        #expect(rect.height == 0)
        #expect(rect.right > rect.x)
        #expect(rect.inset(horizontal: .min, vertical: .max).height == 0)
        #expect(rect.intersection(Rect(width: 5, height: 5)).isEmpty)
    }

    @Test func splitsIntoFixedAndFlexibleParts() {
        let rect = Rect(x: 1, y: 2, width: 20, height: 5)
        let parts = rect.columns([.fixed(4), .flexible(1), .flexible(2)], gap: 1)
        #expect(parts.map(\.x) == [1, 6, 12])
        // 14 cells shared 1 : 2, the one left over to the first.
        #expect(parts.map(\.width) == [4, 5, 9])
        #expect(rect.rows(3).map(\.height) == [2, 2, 1])
    }

    @Test func minimaAreKeptWhileThereIsRoom() {
        let wide = Rect(width: 30, height: 1).columns([.flexible(1, minimum: 20), .flexible(1)])
        #expect(wide.map(\.width) == [20, 10])
        let tight = Rect(width: 10, height: 1).columns([.fixed(8), .flexible(1, minimum: 5)])
        #expect(tight.map(\.width) == [8, 2])
    }

    @Test func partsNeverLeaveOrOverlap() {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<3_000 {
            let rect = Rect(
                x: .random(in: -9...9, using: &random), y: 0, width: .random(in: 0...60, using: &random), height: 3)
            let spans: [Span] = (0..<Int.random(in: 0...6, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? .fixed(.random(in: -3...30, using: &random))
                    : .flexible(.random(in: -1...4, using: &random), minimum: .random(in: -2...20, using: &random))
            }
            let parts = rect.columns(spans, gap: .random(in: -1...4, using: &random))
            #expect(parts.count == spans.count)
            var edge = rect.x
            for part in parts {
                #expect(part.x >= edge && part.right <= rect.right, "\(spans) in \(rect): \(parts)")
                edge = part.right
            }
        }
    }

    @Test func flexiblePartsFillWhatIsLeft() {
        for width in 0...40 {
            let parts = Rect(width: width, height: 1).columns([.flexible(1), .fixed(3), .flexible(3, minimum: 2)], gap: 1)
            if width >= 8 { #expect(parts.map(\.width).reduce(0, +) == width - 2) }
        }
    }

    @Test func centersAndRows() {
        let rect = Rect(x: 2, y: 3, width: 10, height: 4)
        #expect(rect.centered(width: 4, height: 2) == Rect(x: 5, y: 4, width: 4, height: 2))
        #expect(rect.centered(width: 99, height: 99) == rect)
        #expect(rect.row(-1) == Rect(x: 2, y: 6, width: 10, height: 1))
        #expect(rect.row(4).isEmpty)
        #expect(rect.row(.min).isEmpty)
    }
}
