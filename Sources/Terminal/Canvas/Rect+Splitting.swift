/// The share of a split that one part takes.
public enum Span: Hashable, Sendable {
    /// Exactly this many cells, as long as there is room.
    case fixed(Int)
    /// A share of what the others leave, by weight, and at least `minimum` as long as there is room.
    case flexible(Int = 1, minimum: Int = 0)
}

extension Rect {
    /// Columns from left to right, one a span, `gap` cells apart. They never leave the rectangle; where there is not
    /// enough room, the last ones shrink and become empty first.
    public func columns(_ spans: [Span], gap: Int = 0) -> [Rect] {
        Self.lengths(spans, in: width, gap: gap).map {
            Rect(x: x + $0.offset, y: y, width: $0.length, height: height)
        }
    }

    /// Rows from top to bottom, in the same manner.
    public func rows(_ spans: [Span], gap: Int = 0) -> [Rect] {
        Self.lengths(spans, in: height, gap: gap).map {
            Rect(x: x, y: y + $0.offset, width: width, height: $0.length)
        }
    }

    /// `count` columns as equal as can be.
    public func columns(_ count: Int, gap: Int = 0) -> [Rect] {
        columns(Array(repeating: .flexible(), count: max(count, 0)), gap: gap)
    }

    /// `count` rows as equal as can be.
    public func rows(_ count: Int, gap: Int = 0) -> [Rect] {
        rows(Array(repeating: .flexible(), count: max(count, 0)), gap: gap)
    }

    private static func lengths(_ spans: [Span], in total: Int, gap: Int) -> [(offset: Int, length: Int)] {
        guard !spans.isEmpty else { return [] }
        let gap = min(max(gap, 0), total)
        let room = max(total - gap * (spans.count - 1), 0)
        var lengths = spans.map { span in
            switch span {
            case .fixed(let cells): min(max(cells, 0), total)
            case .flexible(_, let minimum): min(max(minimum, 0), total)
            }
        }
        share(max(room - lengths.reduce(0, +), 0), among: spans, into: &lengths)
        var offset = 0
        return lengths.map { wanted in
            let start = min(offset, total)
            let length = min(wanted, total - start)
            offset = start + length + gap
            return (start, length)
        }
    }

    /// Gives the spare cells to the flexible parts so that their lengths come as near to their weights as their
    /// minima allow; what does not divide evenly goes to the first ones.
    private static func share(_ spare: Int, among spans: [Span], into lengths: inout [Int]) {
        var open = spans.indices.filter { if case .flexible = spans[$0] { true } else { false } }
        func weight(_ index: Int) -> Int {
            if case .flexible(let weight, _) = spans[index] { min(max(weight, 0), 1_000) } else { 0 }
        }
        var pool = spare + open.reduce(0) { $0 + lengths[$1] }
        // A part whose minimum is more than its share keeps it and leaves the rest to the others.
        while true {
            let weights = open.reduce(0) { $0 + weight($1) }
            guard weights > 0 else { return }
            let kept = open.filter { lengths[$0] * weights > pool * weight($0) }
            if kept.isEmpty { break }
            pool -= kept.reduce(0) { $0 + lengths[$1] }
            open.removeAll(where: kept.contains)
        }
        let weights = open.reduce(0) { $0 + weight($1) }
        var left = pool
        for index in open {
            lengths[index] = pool * weight(index) / weights
            left -= lengths[index]
        }
        for index in open where left > 0 && weight(index) > 0 {
            lengths[index] += 1
            left -= 1
        }
    }
}
