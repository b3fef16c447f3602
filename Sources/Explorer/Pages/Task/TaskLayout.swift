import Terminal

/// Where the parts of the task page are.
struct TaskLayout {
    /// Panels with their titles.
    let images, curves, table: Rect
    /// Of a shown image: pixels along each side, and how many pixels of the task are one of them along each side.
    let size, reduction: Int
    let brush: PixelBrush
    /// Images beside each other, and rows of them.
    let across, down: Int

    private static let gap = 2

    init(_ state: State) {
        let layout = state.layout, body = layout.body, card = state.trainings.card
        let isCompact = layout.tier == .compact
        brush = PixelBrush(level: state.theme.isMonochrome ? .mono : state.colors, glyphs: state.glyphs, isGrey: card?.channels != 3)
        // Trainings keep what they need: a title, and a few rows.
        let most = max(body.height * (isCompact ? 11 : 13) / 20 - 1, 0)
        var chosen = (size: card?.size ?? 16, reduction: 1, across: 0, down: 0)
        for reduction in [1, 2, 4] {
            guard let card, card.size / reduction >= 8 || reduction == 1 else { break }
            let size = card.size / reduction
            let across = max((body.width + Self.gap) / (brush.columns(of: size) + Self.gap), 0)
            let down = min(most / (brush.rows(of: size) + 1), 3)
            chosen = (size, reduction, across, down)
            // All classes are to be seen where that can be.
            if across * down >= min(card.classNames.count, card.samples.count) { break }
        }
        (size, reduction) = (chosen.size, chosen.reduction)
        across = chosen.across
        // As many rows as there are images for.
        let rows = card.map { chosen.across > 0 ? ($0.samples.count + chosen.across - 1) / chosen.across : 0 } ?? 0
        down = min(chosen.down, rows)
        let height = card == nil ? min(3, body.height) : 1 + down * (brush.rows(of: size) + 1)
        let parts = body.rows([.fixed(height), .flexible()], gap: isCompact ? 0 : 1)
        images = parts[0]
        let sides = parts[1].inset(bottom: isCompact ? 0 : 1)
            .columns([.flexible(), .fixed(layout.tier == .large ? 62 : isCompact ? 38 : 50)], gap: isCompact ? 2 : 4)
        (curves, table) = (sides[0], sides[1])
    }

    /// Where an image is, with its class below it.
    func place(of image: Int) -> (x: Int, y: Int) {
        let (wide, high) = (brush.columns(of: size) + Self.gap, brush.rows(of: size) + 1)
        return (images.x + image % max(across, 1) * wide, images.y + 1 + image / max(across, 1) * high)
    }

    /// Rows of the table below its titles.
    var list: Rect { table.inset(top: 2) }

    /// The first training in the table, such that the shown one is in view.
    func first(count: Int, shown: Int) -> Int {
        guard count > list.height, list.height > 0 else { return 0 }
        return min(max(shown - list.height / 2, 0), count - list.height)
    }

    func row(at mouse: MouseEvent, of trainings: Trainings) -> Int? {
        guard list.contains(x: mouse.x, y: mouse.y), let shown = trainings.shownPlace else { return nil }
        let row = first(count: trainings.record.rows.count, shown: shown) + mouse.y - list.y
        return row < trainings.record.rows.count ? row : nil
    }
}
