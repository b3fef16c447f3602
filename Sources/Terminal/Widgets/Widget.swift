/// Something that draws itself in a rectangle of a canvas: a value with everything it shows in it.
///
/// It copes with any rectangle, also an empty one, and shows what is most important where there is little room.
public protocol Widget: Sendable {
    func draw(on canvas: inout Canvas, in rect: Rect)
}

extension Canvas {
    /// Draws a widget; it leaves no trace outside `rect`.
    public mutating func draw(_ widget: some Widget, in rect: Rect) {
        guard !rect.intersection(clip).isEmpty else { return }
        clipped(to: rect) { widget.draw(on: &$0, in: rect) }
    }
}
