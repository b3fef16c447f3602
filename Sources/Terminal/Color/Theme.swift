/// Colours by meaning. Three hues always mean the same thing: the state, what guidance does to it, and the truth.
///
/// Brightness shows strength; colour is never the only signal.
public struct Theme: Hashable, Sendable {
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case dark, light, contrast, mono
    }

    public var name: Name
    /// The canvas everything stands on.
    public var background: Color
    /// A little raised from the background: selected rows, overlays, tracks of bars.
    public var surface: Color
    public var text: Color
    /// Secondary text: labels, units, hints. Still readable.
    public var faint: Color
    /// Lines and empty tracks: seen, not read.
    public var rule: Color
    public var state: Color
    public var guidance: Color
    public var truth: Color
    /// What the keyboard acts on.
    public var focus: Color
    public var warning: Color

    /// Whether there are no colours to tell things apart with, so that marks and attributes must.
    public var isMonochrome: Bool { text.isDefault }

    public init(
        name: Name, background: Color, surface: Color, text: Color, faint: Color, rule: Color, state: Color,
        guidance: Color, truth: Color, focus: Color, warning: Color
    ) {
        self.name = name
        self.background = background
        self.surface = surface
        self.text = text
        self.faint = faint
        self.rule = rule
        self.state = state
        self.guidance = guidance
        self.truth = truth
        self.focus = focus
        self.warning = warning
    }

    /// The theme if the terminal has colours for it, otherwise the monochrome one.
    public func suited(to level: ColorLevel) -> Theme { level == .mono ? .mono : self }
}
