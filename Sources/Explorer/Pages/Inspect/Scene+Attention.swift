import Diffusion
import Terminal

extension Scene {
    /// How much the node of the entry attends to each node, by block: the mean of the heads in percent, and each head where there is room.
    func drawAttention(_ answer: Inspection.Answer, on canvas: inout Canvas, in rect: Rect) {
        let owner = state.inspection.cursor.owner
        let isWide = layout.tier == .large
        let title = isWide ? "attention from node \(nodeNames[owner])" : "attention \(nodeNames[owner])"
        guard let map = answer.anatomy.attention else {
            canvas.draw(Panel(title, detail: isWide ? "% to each node" : "", theme: theme), in: rect)
            return put(whyNoAttention(answer), on: &canvas, in: rect.inset(top: 2))
        }
        let columns = AttentionColumns(of: map, in: rect, layout.tier)
        let shown = columns.shown(from: state.inspection.firstBlock)
        let pages = columns.words(from: state.inspection.firstBlock)
        let top = rect.y + (columns.isLow ? 1 : 2)
        canvas.draw(Panel(title, detail: isWide ? pages.map { "blocks \($0)" } ?? "% to each node" : "", theme: theme), in: rect)
        for (place, number) in shown.enumerated() {
            let x = rect.x + columns.label + place * columns.block
            canvas.put(
                isWide ? "block \(number + 1)" : "\(number + 1)", endingAt: isWide ? x + 8 : x + AttentionColumns.mean, top - 1, theme.faintStyle)
            for node in 0..<map.nodes where top + node < rect.bottom {
                let y = top + node
                draw(map.mean(block: number, from: owner, to: node), at: x, y, width: AttentionColumns.mean, on: &canvas)
                guard columns.hasHeads else { continue }
                for head in 0..<map.heads {
                    canvas.put(
                        ShareBlock.of(map[number, head, owner, node]), at: x + AttentionColumns.mean + 1 + 2 * head, y, Style(theme.state))
                }
            }
        }
        for node in 0..<map.nodes where top + node < rect.bottom {
            let style = node == owner ? theme.focusStyle : theme.faintStyle
            canvas.put(nodeNames[node].truncated(to: 4), at: rect.x + columns.label - 5, top + node, style)
        }
        let turning = pages.map { isWide ? "Page down and up turn to other blocks. " : "\($0) blocks: page down, up. " } ?? ""
        let words = turning + attentionRemark(map, answer, isWide: isWide)
        if columns.isLow {
            put(words, on: &canvas, in: Rect(x: rect.x, y: top, width: columns.label - 8, height: rect.bottom - top))
        } else {
            put(words, on: &canvas, in: rect.inset(top: 2 + map.nodes + (isWide ? 1 : 0)))
        }
    }

    /// A share as a number on a ground as bright as it is large.
    private func draw(_ share: Double, at x: Int, _ y: Int, width: Int, on canvas: inout Canvas) {
        let area = Rect(x: x + 1, y: y, width: width - 1, height: 1)
        if !theme.isMonochrome { canvas.fill(area, background: theme.ground(theme.state, share)) }
        canvas.put((share * 100).fixed(0), endingAt: x + width, y, share >= 0.25 ? theme.strongStyle : theme.textStyle)
    }

    private func put(_ text: String, on canvas: inout Canvas, in rect: Rect) {
        for (row, line) in text.wrapped(to: rect.width).prefix(rect.height).enumerated() {
            canvas.put(line, at: rect.x, rect.y + row, theme.faintStyle)
        }
    }

    private func whyNoAttention(_ answer: Inspection.Answer) -> String {
        answer.subject.denoiser == .exact
            ? "The exact denoiser weighs \(view.exactWords); it has no attention to show."
            : "This denoiser has no attention to show."
    }

    private func attentionRemark(_ map: AttentionMap, _ answer: Inspection.Answer, isWide: Bool) -> String {
        let isConditioned = answer.subject.settings.guidance.method.isTakenIn && answer.anatomy.isSteered
        guard isConditioned else {
            return isWide ? "Mean over the heads, and each head as a bar. A block's column sums to 100." : "In %, the mean of \(map.heads) heads."
        }
        return isWide
            ? "Of the network without the tilt. The tilt-conditioned one is a residual trunk over the whole state: it has no attention."
            : "Untilted network; tilted: none."
    }
}
