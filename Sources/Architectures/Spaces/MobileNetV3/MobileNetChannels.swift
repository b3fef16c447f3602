/// Channels between layers at a width, and what each stage does beside its layers.
///
/// Source: Howard et al., "Searching for MobileNetV3", ICCV 2019, with Once-for-All's base widths and channel rounding.
struct MobileNetChannels {
    let stem, first, expanded, features: Int
    let stages: [Int]

    /// Whether a stage's first layer halves the side.
    static let isStrided = [true, true, true, false, true]
    /// Whether a stage's layers squeeze and excite.
    static let squeezes = [false, true, false, true, true]
    /// Whether a stage's activation is h-swish; else it is ReLU.
    static let swishes = [false, false, true, true, true]

    init(_ width: MobileNetCost.Width) {
        func scaled(_ base: Int) -> Int { Self.rounded(Double(base) * width.rawValue) }
        (stem, first, expanded, features) = (scaled(16), scaled(16), scaled(960), scaled(1_280))
        stages = [24, 40, 80, 112, 160].map(scaled)
    }

    static func rounded(_ channels: Int) -> Int { rounded(Double(channels)) }

    /// To the nearest multiple of eight, but never more than a tenth down.
    private static func rounded(_ channels: Double) -> Int {
        let nearest = max(8, Int(channels + 4) / 8 * 8)
        return Double(nearest) < 0.9 * channels ? nearest + 8 : nearest
    }
}
