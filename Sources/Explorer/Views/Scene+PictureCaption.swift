import Architectures
import Diffusion
import Terminal

extension Scene {
    /// Under the picture: a few figures, of a finished architecture how its accuracy stands in the space, whether it is valid, and whether no run before came to it.
    func drawFigures(of snapshot: Snapshot, in branch: Branch, on canvas: inout Canvas, in row: Rect) {
        var x = row.x
        for entry in captionedEntries {
            guard let figure = figure(of: entry.place, snapshot) else { continue }
            let room = row.right - verdictWidth - x
            let texts = [figure.standing.map { "\(figure.text)  \($0)" }, figure.text].compactMap { $0 }
            guard let text = texts.first(where: { CharacterWidth.columns(of: $0) <= room }) else { break }
            x = canvas.put(text, at: x, row.y, figure.style) + (layout.tier == .compact ? 2 : 3)
        }
        let (text, style) = verdict(snapshot, branch)
        canvas.put(text, endingAt: row.right, row.y, style)
    }

    private var verdictWidth: Int { layout.tier == .compact ? 5 : 15 }

    /// One of each kind, as far as the catalogue has them.
    private var captionedEntries: [(place: Int, entry: Catalog.Entry)] {
        guard let catalog = state.catalog else { return [] }
        return (view.captioned ?? state.shown.prefix(3).map { [$0] }).compactMap { names in
            let known = names.compactMap { catalog.place(of: $0) }
            return (known.first { catalog.entries[$0].isMeasured } ?? known.first).map { ($0, catalog.entries[$0]) }
        }
    }

    /// The measured figure at the end, where there is one; before, what the predictor makes of the clean estimate.
    private func figure(of place: Int, _ snapshot: Snapshot) -> (text: String, standing: String?, style: Style)? {
        guard let entry = state.catalog?.entries[place] else { return nil }
        if snapshot.isEnd, let architecture = snapshot.decoded.architecture, let truth = entry.truth(of: architecture) {
            let standing = entry.info.higherIsBetter ? entry.standing(of: architecture)?.text : nil
            return (entry.info.told(truth), standing, Style(theme.truth))
        }
        return snapshot.estimate(of: entry, at: place).map { ("≈" + entry.info.told($0), nil, theme.textStyle) }
    }

    private func verdict(_ snapshot: Snapshot, _ branch: Branch) -> (String, Style) {
        let isShort = layout.tier == .compact
        guard let architecture = snapshot.decoded.architecture, snapshot.decoded.isValid else {
            let bad = snapshot.isEnd ? theme.warningStyle : theme.faintStyle
            return (isShort ? (snapshot.isEnd ? "✗" : "·") : snapshot.isEnd ? "invalid" : "not valid yet", bad)
        }
        let isUnique = state.found.isUnique(architecture, in: branch)
        let style = snapshot.isEnd ? Style(theme.truth) : theme.faintStyle
        return isShort ? (isUnique ? "✓" : "seen", style) : (isUnique ? "valid, unique" : "valid, seen", style)
    }
}
