import Architectures
import Terminal

extension Scene {
    /// What was evaluated and is pointed at: the brighter a choice, the more of the present candidates have it too.
    func drawSearched(_ entry: Catalog.Entry, _ area: Rect, on canvas: inout Canvas) {
        guard area.height > 4, let shown = state.race.shown, let evaluation = state.race.lead?.evaluations[ifPresent: shown] else { return }
        let panel = Panel("\(space.words.noun) \(shown + 1)", detail: entry.info.told(evaluation.value), theme: theme)
        canvas.draw(panel, in: area)
        let shares = state.race.picture?.shares
        guard let cell = evaluation.architecture.cell else {
            return drawSearchedNetwork(evaluation.architecture.nodeTypes, shares, in: panel.content(in: area), on: &canvas)
        }
        let edges = cell.operations.enumerated().map { edge, operation in
            let share = shares?.share(ofType: NodeType(operation).rawValue, at: edge + 1)
            return CellDiagram.Edge(
                label: NodeType(operation).label, strength: 0.35 + 0.65 * (share ?? 1), isSettled: true, isNone: operation == .none,
                isDead: operation != .none && !cell.isLive(edge: edge), age: 1,
                note: share.map { "\(($0 * 100).fixed(0).padded(to: 3, alignedRight: true))%" } ?? "")
        }
        canvas.draw(CellDiagram(edges: edges, theme: theme), in: panel.content(in: area))
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
        let chosen = picture.candidates.filter(\.isChosen).compactMap(\.architecture.cell)
        if space.drawing == .stages { return drawNetworkShares(picture, hue, in: area, on: &canvas) }
        let width = min(max((area.width - 4) / 5, 4), 6)
        for operation in Operation.allCases {
            let name = String(Self.short(operation).prefix(width - 1))
            canvas.put(name, endingAt: area.x + 4 + (operation.rawValue + 1) * width, area.y + 1, theme.faintStyle)
        }
        for edge in Cell.edges.indices {
            let y = area.y + 2 + edge
            canvas.put(SearchSpace.nasbench201.words.nodes[edge + 1], at: area.x, y, theme.faintStyle)
            for operation in Operation.allCases {
                let share = picture.shares.share(ofType: NodeType(operation).rawValue, at: edge + 1) ?? 0
                let place = Rect(x: area.x + 4 + operation.rawValue * width, y: y, width: width, height: 1)
                draw(share, isChosen: chosen.contains { $0[edge] == operation }, hue, in: place, on: &canvas)
            }
        }
    }

    /// A share in per cent on a ground as bright as it is large; a dot where the proposed cell is.
    private func draw(_ share: Double, isChosen: Bool, _ hue: Color, in place: Rect, on canvas: inout Canvas) {
        let ground = theme.ground(hue, share, from: 0)
        canvas.fill(place, with: Glyph(" ", Style(theme.text, on: ground)))
        let text = (isChosen ? "•" : "") + (share * 100).fixed(0).padded(to: 3, alignedRight: true)
        let style = Style(share < 0.005 ? theme.faint : theme.text, on: ground)
        canvas.put(text, endingAt: place.right, place.y, isChosen ? style.bold : style)
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
