import Architectures
import Terminal

extension Scene {
    /// What was evaluated and is pointed at: the brighter a choice, the more of the present candidates have it too.
    func drawSearched(_ entry: Catalog.Entry, _ area: Rect, on canvas: inout Canvas) {
        guard area.height > 4, let shown = state.race.shown, let evaluation = state.race.lead?.evaluations[ifPresent: shown] else { return }
        let panel = Panel("\(space.words.noun) \(shown + 1)", detail: entry.info.told(evaluation.value), theme: theme)
        canvas.draw(panel, in: area)
        drawSearched(evaluation.architecture, state.race.picture?.shares, in: panel.content(in: area), on: &canvas)
    }

    /// Where the candidates of the last round are: how often each operation is on each edge.
    func drawShares(_ area: Rect, on canvas: inout Canvas) {
        guard area.height > 6 else { return }
        let method = state.race.lead?.method
        let title = method?.strategy == .guided ? "guided diffusion" : "candidates"
        guard let picture = state.race.picture, method?.strategy.hasModel ?? false else {
            canvas.draw(Panel("candidates", theme: theme), in: area.row(0))
            let text = method?.strategy.hasModel ?? true ? "none yet: . takes a round" : "this strategy has no model"
            canvas.put(text.truncated(to: area.width), at: area.x, area.y + 1, theme.faintStyle)
            return
        }
        canvas.draw(Panel(title, detail: "\(picture.count) \(space.words.noun)s", theme: theme), in: area.row(0))
        guard !picture.shares.rows.isEmpty else {
            let text = "none: no \(space.words.noun) that was drawn is measured"
            for (row, line) in text.wrapped(to: area.width).prefix(area.height - 1).enumerated() {
                canvas.put(line, at: area.x, area.y + 1 + row, theme.faintStyle)
            }
            return
        }
        let hue = method?.strategy == .guided ? theme.guidance : theme.state
        let chosen = picture.candidates.filter(\.isChosen).map(\.architecture.nodeTypes)
        drawShares(picture.shares, chosen, hue, in: area.inset(top: 1), on: &canvas)
    }

    /// Shares in per cent, a row a choice.
    func drawShareRows(_ shares: ChoiceShares, _ chosen: [[Int]], _ hue: Color, in area: Rect, on canvas: inout Canvas) {
        let types = space.chosenTypes, width = min(max((area.width - 4) / max(types.count, 1), 2), 6)
        for (place, type) in types.enumerated() {
            canvas.put(String(space.shortLabel(ofType: type).prefix(width - 1)), endingAt: area.x + 4 + (place + 1) * width, area.y, theme.faintStyle)
        }
        for (row, node) in space.choices.enumerated() where row + 1 < area.height {
            let y = area.y + 1 + row
            canvas.put(String((space.words.nodes[ifPresent: node] ?? "").prefix(3)), at: area.x, y, theme.faintStyle)
            for (place, type) in types.enumerated() {
                let part = Rect(x: area.x + 4 + place * width, y: y, width: width, height: 1)
                draw(shares.share(ofType: type, at: node) ?? 0, isChosen: chosen.contains { $0[ifPresent: node] == type }, hue, in: part, on: &canvas)
            }
        }
    }

    /// Shares as blocks, a row a type, for more choices than there are rows.
    func drawShareColumns(_ shares: ChoiceShares, _ chosen: [[Int]], _ hue: Color, in area: Rect, on canvas: inout Canvas) {
        for (row, type) in space.chosenTypes.enumerated() where row < area.height {
            canvas.put(space.shortLabel(ofType: type), at: area.x, area.y + row, theme.faintStyle)
            for (column, node) in space.choices.enumerated() where column + 5 < area.width {
                let part = Rect(x: area.x + 5 + column, y: area.y + row, width: 1, height: 1)
                draw(shares.share(ofType: type, at: node) ?? 0, isChosen: chosen.contains { $0[ifPresent: node] == type }, hue, in: part, on: &canvas)
            }
        }
    }

    /// A share in per cent on a ground as bright as it is large; a dot where the proposed cell is.
    private func draw(_ share: Double, isChosen: Bool, _ hue: Color, in place: Rect, on canvas: inout Canvas) {
        guard place.width > 3 else { return drawBlock(share, isChosen: isChosen, hue, in: place, on: &canvas) }
        let ground = theme.ground(hue, share, from: 0)
        canvas.fill(place, with: Glyph(" ", Style(theme.text, on: ground)))
        let text = (isChosen ? "•" : "") + (share * 100).fixed(0).padded(to: 3, alignedRight: true)
        let style = Style(share < 0.005 ? theme.faint : theme.text, on: ground)
        canvas.put(text, endingAt: place.right, place.y, isChosen ? style.bold : style)
    }

    /// A share as a block as high as it is large on a ground as bright; what is proposed is marked.
    func drawBlock(_ share: Double, isChosen: Bool, _ hue: Color, in place: Rect, on canvas: inout Canvas) {
        let ground = theme.ground(hue, share, from: 0)
        canvas.fill(place, with: Glyph(" ", Style(theme.text, on: ground)))
        let mark = theme.isMonochrome ? Style().bold.underline : Style(theme.focus).bold
        if place.width > 1 {
            canvas.put(ShareBlock.of(share), at: place.x, place.y, Style(theme.text, on: ground))
            if isChosen { canvas.put("•", at: place.x + 1, place.y, mark) }
        } else {
            canvas.put(isChosen && share < 0.06 ? "•" : ShareBlock.of(share), at: place.x, place.y, isChosen ? mark : Style(theme.text, on: ground))
        }
    }

    /// The candidates that the acquisition likes best, what is said of them, and what the search cannot know: how good they are.
    func drawCandidates(_ entry: Catalog.Entry, _ area: Rect, on canvas: inout Canvas) {
        guard area.width > 30, area.height > 2 else { return }
        let acquisition = state.race.lead?.method.acquisition.rawValue ?? ""
        canvas.draw(Panel("best by \(acquisition)", theme: theme), in: area.row(0))
        canvas.put(" measured", endingAt: area.right, area.y, Style(theme.truth))
        guard let picture = state.race.picture, state.race.lead?.method.strategy.hasModel ?? false else { return }
        for (row, candidate) in picture.candidates.prefix(area.height - 1).enumerated() {
            let y = area.y + 1 + row
            canvas.put(candidate.isChosen ? "▸" : " ", at: area.x, y, Style(theme.guidance).bold)
            let end = drawCode(candidate.architecture, at: area.x + 2, y, width: 3, gap: area.width >= 46 ? 1 : 0, isStrong: candidate.isChosen, on: &canvas)
            if candidate.value.isFinite { canvas.put(entry.info.figure(candidate.value, within: 7), endingAt: area.right, y, Style(theme.truth)) }
            guard area.right - end > 17 else { continue }
            let room = area.right - 8 - end, deviation = (candidate.forecast.high - candidate.forecast.low) / 2
            let spread = " ±" + entry.info.figure(deviation, within: min(room / 2 - 2, 7))
            canvas.put(entry.info.figure(candidate.forecast.mean, within: min(room / 2, 8)) + spread, endingAt: area.right - 8, y, Style(theme.state))
        }
    }
}
