import Terminal

/// The columns of the property table.
public struct PropertyColumns: Sendable, Hashable {
    public let name, unit, course, onState, onEstimate, truth, slider, tilt, share: Rect

    init(_ tier: ScreenLayout.Tier, in rect: Rect) {
        let widths: (name: Int, course: Int, state: Int, value: Int, gap: Int) =
            switch tier {
            case .none, .compact: (18, 0, 13, rect.width < 70 ? 7 : 8, 1)
            case .regular: (24, 16, 16, 8, 2)
            case .large: (40, 24, 16, 8, 2)
            }
        // On a narrow screen the slider keeps a little, and the name gives way.
        let narrow = max(78 - rect.width, 0)
        let parts = rect.columns(
            [
                .fixed(max(widths.name - narrow, 8)), .fixed(2), .fixed(widths.course), .fixed(widths.state),
                .fixed(widths.value), .fixed(widths.value), .flexible(minimum: 7), .fixed(6), .fixed(4),
            ], gap: widths.gap)
        (name, unit, course, onState) = (parts[0], parts[1], parts[2], parts[3])
        (onEstimate, truth, slider, tilt, share) = (parts[4], parts[5], parts[6], parts[7], parts[8])
    }
}
