import Terminal

extension Scene {
    func drawCaption(on canvas: inout Canvas) {
        if let comparison = state.comparison { return draw(caption: Caption.text(for: comparison), on: &canvas) }
        let text = Caption.text(for: state, branch: branch, snapshot: snapshot, width: layout.caption.width)
        let isBad = snapshot.map { $0.isEnd && !$0.decoded.isValid } ?? false
        let isDone = snapshot?.isEnd ?? false
        let style = isBad ? theme.warningStyle : isDone ? Style(theme.truth) : theme.textStyle
        canvas.put(text.truncated(to: layout.caption.width), at: layout.caption.x, layout.caption.y, style)
    }

    private func draw(caption text: String, on canvas: inout Canvas) {
        canvas.put(text.truncated(to: layout.caption.width), at: layout.caption.x, layout.caption.y, theme.textStyle)
    }
}
