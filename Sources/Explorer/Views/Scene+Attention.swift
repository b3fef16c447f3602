import Diffusion
import Terminal

extension Scene {
    /// How much the node of the entry attends to each node, by block: the mean of the heads in percent, and each head where there is room.
    func drawAttention(_ answer: Inspection.Answer, on canvas: inout Canvas, in rect: Rect) {
        let owner = state.inspection.cursor.owner
        let isWide = layout.tier == .large
        // Without a row for them the blocks' numbers stand in the title's.
        let isLow = rect.height < 10
        let top = rect.y + (isLow ? 1 : 2)
        let title = isWide ? "attention from node \(nodeNames[owner])" : "attention \(nodeNames[owner])"
        canvas.draw(Panel(title, detail: isWide ? "% to each node" : "", theme: theme), in: rect)
        guard let map = answer.anatomy.attention else {
            return put(whyNoAttention(answer), on: &canvas, in: rect.inset(top: 2))
        }
        let label = isLow ? 20 : 5
        let mean = 4
        let heads = isWide ? map.heads * 2 : 0
        let block = mean + heads + (isWide ? 3 : 0)
        for number in 0..<map.blocks where label + (number + 1) * block <= rect.width + 3 {
            let x = rect.x + label + number * block
            canvas.put(isWide ? "block \(number + 1)" : "\(number + 1)", endingAt: isWide ? x + 8 : x + mean, top - 1, theme.faintStyle)
            for node in 0..<map.nodes where top + node < rect.bottom {
                let y = top + node
                draw(map.mean(block: number, from: owner, to: node), at: x, y, width: mean, on: &canvas)
                guard isWide else { continue }
                for head in 0..<map.heads {
                    canvas.put(
                        StateMatrix.block(map[number, head, owner, node]), at: x + mean + 1 + 2 * head, y, Style(theme.state))
                }
            }
        }
        for node in 0..<map.nodes where top + node < rect.bottom {
            let style = node == owner ? theme.focusStyle : theme.faintStyle
            canvas.put(nodeNames[node], at: rect.x + label - 5, top + node, style)
        }
        let remark = attentionRemark(map, answer, isWide: isWide)
        if isLow {
            put(remark, on: &canvas, in: Rect(x: rect.x, y: top, width: label - 8, height: rect.bottom - top))
        } else {
            put(remark, on: &canvas, in: rect.inset(top: 2 + map.nodes + (isWide ? 1 : 0)))
        }
    }

    /// A share as a number on a ground as bright as it is large.
    private func draw(_ share: Double, at x: Int, _ y: Int, width: Int, on canvas: inout Canvas) {
        let area = Rect(x: x + 1, y: y, width: width - 1, height: 1)
        if !theme.isMonochrome { canvas.fill(area, background: theme.ramp(theme.state, share * 0.62)) }
        canvas.put((share * 100).fixed(0), endingAt: x + width, y, share >= 0.25 ? theme.strongStyle : theme.textStyle)
    }

    private func put(_ text: String, on canvas: inout Canvas, in rect: Rect) {
        for (row, line) in text.wrapped(to: rect.width).prefix(rect.height).enumerated() {
            canvas.put(line, at: rect.x, rect.y + row, theme.faintStyle)
        }
    }

    private func whyNoAttention(_ answer: Inspection.Answer) -> String {
        answer.subject.denoiser == .exact
            ? "The exact denoiser weighs all \(space == .nasbench201 ? "15,625 cells" : "networks, stage by stage"); it has no attention to show."
            : "This denoiser has no attention to show."
    }

    private func attentionRemark(_ map: AttentionMap, _ answer: Inspection.Answer, isWide: Bool) -> String {
        let isConditioned = answer.subject.settings.guidance.method == .conditioned && answer.anatomy.isSteered
        guard isConditioned else {
            return isWide ? "Mean over the heads, and each head as a bar. A block's column sums to 100." : "In %, the mean of \(map.heads) heads."
        }
        return isWide
            ? "Of the network without the tilt. The tilt-conditioned one is a residual trunk over the whole state: it has no attention."
            : "Untilted network; tilted: none."
    }
}
