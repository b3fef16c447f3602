import Terminal

extension Scene {
    func drawCaption(on canvas: inout Canvas) {
        let clock = clock
        let taken = clock.isEmpty ? 0 : CharacterWidth.columns(of: clock) + 3
        let width = layout.caption.width - taken
        let text = Caption.text(for: state, branch: branch, snapshot: snapshot, width: width)
        let isBad = snapshot.map { $0.isEnd && !$0.decoded.isValid } ?? false
        let isDone = snapshot?.isEnd ?? false
        let style = isBad ? theme.warningStyle : isDone ? Style(theme.truth) : theme.textStyle
        canvas.put(clock, endingAt: layout.caption.right, layout.caption.y, theme.faintStyle)
        canvas.put(text.truncated(to: width), at: layout.caption.x, layout.caption.y, style)
    }

    /// The diffusion's own time, and how much of the signal is left in x_t where it does not stay whole.
    private var clock: String {
        guard layout.tier > .compact, let snapshot else { return "" }
        let (t, alpha) = snapshot.isEnd ? (0, 1) : (snapshot.step.t, snapshot.step.alpha)
        let isWhole = branch?.settings(at: snapshot.step.index).sde == .ve
        return (isWhole ? "" : "α \(alpha.fixed(3))   ") + "t \(t.fixed(2).padded(to: 4, alignedRight: true))"
    }

    func draw(caption text: String, on canvas: inout Canvas) {
        canvas.put(text.truncated(to: layout.caption.width), at: layout.caption.x, layout.caption.y, theme.textStyle)
    }
}
