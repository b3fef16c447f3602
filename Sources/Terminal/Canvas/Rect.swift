/// A rectangle of cells. Its size is never negative, and its numbers stay within ±1,000,000, so that no arithmetic
/// on a rectangle overflows, whatever it was made from.
public struct Rect: Hashable, Sendable {
    public let x: Int
    public let y: Int
    public let width: Int
    public let height: Int

    private static let limit = 1_000_000

    public init(x: Int = 0, y: Int = 0, width: Int, height: Int) {
        self.x = min(max(x, -Self.limit), Self.limit)
        self.y = min(max(y, -Self.limit), Self.limit)
        self.width = min(max(width, 0), Self.limit)
        self.height = min(max(height, 0), Self.limit)
    }

    /// The column right of the last, and the row below the last.
    public var right: Int { x + width }
    public var bottom: Int { y + height }
    public var isEmpty: Bool { width == 0 || height == 0 }

    public func contains(x column: Int, y row: Int) -> Bool {
        column >= x && column < right && row >= y && row < bottom
    }

    /// What both rectangles cover; an empty rectangle when they do not meet.
    public func intersection(_ other: Rect) -> Rect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return Rect(
            x: left, y: top, width: min(right, other.right) - left, height: min(bottom, other.bottom) - top)
    }
}

extension Rect {
    /// The rectangle less a margin on every side; negative margins add.
    public func inset(horizontal: Int = 0, vertical: Int = 0) -> Rect {
        inset(left: horizontal, top: vertical, right: horizontal, bottom: vertical)
    }

    /// The rectangle less a margin on each side. Margins that meet leave an empty rectangle inside the old one.
    public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rect {
        let limited = [left, top, right, bottom].map { min(max($0, -Self.limit), Self.limit) }
        return Rect(
            x: x + min(limited[0], width), y: y + min(limited[1], height),
            width: width - limited[0] - limited[2], height: height - limited[1] - limited[3])
    }

    /// A rectangle of a size (at most this one's) in the middle of this one.
    public func centered(width wanted: Int, height tall: Int) -> Rect {
        let columns = min(max(wanted, 0), width)
        let rows = min(max(tall, 0), height)
        return Rect(x: x + (width - columns) / 2, y: y + (height - rows) / 2, width: columns, height: rows)
    }

    /// The row `index` from the top (negative: from the bottom, −1 the last); empty when there is no such row.
    public func row(_ index: Int) -> Rect {
        let row = index < 0 ? height + max(index, -Self.limit) : index
        guard row >= 0, row < height else { return Rect(x: x, y: y, width: width, height: 0) }
        return Rect(x: x, y: y + row, width: width, height: 1)
    }
}
