import Terminal

/// A share as a block: nothing at 0, a whole cell at 1, in eighths.
enum ShareBlock {
    private static let rising = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    static func of(_ share: Double) -> String { rising[(share * 8).rounded(into: 0...8)] }
}
