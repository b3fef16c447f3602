import Terminal

/// Where things are on the inspect page, below cell and matrices.
struct InspectionLayout {
    let entry, attention: Rect
    /// Where mathematics is, or what else one wants to see.
    let beside: Rect

    init(_ layout: ScreenLayout) {
        let widths: [Span] =
            switch layout.tier {
            case .large: [.fixed(46), .fixed(50), .flexible()]
            case .regular: [.fixed(45), .fixed(17), .flexible()]
            case .compact, .none: [.fixed(35), .fixed(0), .flexible()]
            }
        let gap = layout.tier == .large ? 4 : layout.tier == .regular ? 3 : 1
        let parts = layout.lower.columns(widths, gap: gap)
        (entry, attention, beside) = (parts[0], parts[1], parts[2])
    }

    /// Where the attention is, with a view beside the entry; nil where it is not shown.
    func attentionPlace(_ view: Inspection.View) -> Rect? { !attention.isEmpty ? attention : view == .attention ? beside : nil }
}
