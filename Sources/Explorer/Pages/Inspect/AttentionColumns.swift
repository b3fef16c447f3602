import Diffusion
import Terminal

/// How the blocks of an attention map are laid out in a place: as many side by side as there is room for, and the rest on further pages.
struct AttentionColumns {
    /// Columns of the names of the nodes, of a mean, and of a whole block with the gap behind it.
    let label, block: Int
    static let mean = 4
    /// Without a row for them the blocks' numbers stand in the title's.
    let isLow: Bool
    /// Whether each head is shown beside the mean.
    let hasHeads: Bool
    let blocks, perPage: Int

    init(of map: AttentionMap, in rect: Rect, _ tier: ScreenLayout.Tier) {
        hasHeads = tier == .large
        isLow = rect.height < 10
        label = isLow ? 20 : 5
        let gap = hasHeads ? 3 : 0
        block = Self.mean + (hasHeads ? map.heads * 2 : 0) + gap
        blocks = map.blocks
        perPage = max(min((rect.width + gap - label) / block, map.blocks), 1)
    }

    /// The blocks shown when `first` is the wish: always as many as there is room for.
    func shown(from first: Int) -> Range<Int> {
        let start = min(max(first, 0), max(blocks - perPage, 0))
        return start..<min(start + perPage, blocks)
    }

    func page(after pages: Int, from first: Int) -> Int { shown(from: shown(from: first).lowerBound + pages * perPage).lowerBound }

    /// `4–6 of 12`; nil where all are shown.
    func words(from first: Int) -> String? {
        let shown = shown(from: first)
        guard shown.count < blocks else { return nil }
        return (shown.count == 1 ? "" : "\(shown.lowerBound + 1)–") + "\(shown.upperBound) of \(blocks)"
    }
}
