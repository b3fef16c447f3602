import Architectures
import Tensors

/// Which cells are one network in other words: those with the same text once dead branches are left out and sums are opened (`Cell.Expression.opened`).
/// One of each class is trained for all of it. The space has 4,930 classes.
public struct CellTwins: Sendable {
    /// Classes that there are.
    public static let count = 4_930

    /// By a cell's code, the least code of its class.
    private let first: [Int]

    public init() {
        var found: [String: Int] = [:]
        first = (0..<Cell.count).map { code in
            guard let text = Cell(code: code)?.text(.opened) else { return code }
            if let known = found[text] { return known }
            found[text] = code
            return code
        }
    }

    /// The cell that is trained in the place of one.
    public func trained(_ cell: Cell) -> Cell { Cell(code: first[cell.code]) ?? cell }

    /// The cells that are trained for all others, by ascending code.
    public var all: [Cell] { first.indices.filter { first[$0] == $0 }.compactMap { Cell(code: $0) } }

    /// So many of these, different ones, in the order in which they are drawn; all of them where there are not so many.
    public func drawn(_ count: Int, seed: UInt64) -> [Cell] {
        var generator = PhiloxGenerator(seed: seed), left = all
        left.shuffle(using: &generator)
        return Array(left.prefix(count))
    }
}
