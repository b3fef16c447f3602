/// The numbered colours of terminals, and the nearest of them to any colour.
///
/// The numbering is xterm's: 0–15 the sixteen named colours (which users restyle, so they are only used where there
/// are no others), 16–231 a cube of 6×6×6, 232–255 a ramp of greys.
public enum Palette {
    /// The colour behind a number of 0…255, with xterm's defaults for the first sixteen.
    public static func color(at index: UInt8) -> Color { colors[Int(index)] }

    /// The number of the colour that looks nearest: 16…255 at 256 colours, 0…15 at sixteen; nil for the default
    /// colour, and where numbers are not used (mono, true colour).
    public static func nearestIndex(to color: Color, level: ColorLevel) -> UInt8? {
        guard !color.isDefault else { return nil }
        switch level {
        case .mono, .trueColor: return nil
        case .sixteen: return nearest(to: color, in: 0...15, except: nil)
        case .twoFiftySix: return nearest(to: color, in: 16...255, except: nil)
        }
    }

    /// Numbers for a foreground on a background. Where both would fall on one number though they differ,
    /// the foreground takes the next nearest: text never vanishes.
    public static func nearestIndices(
        foreground: Color, background: Color, level: ColorLevel
    ) -> (foreground: UInt8?, background: UInt8?) {
        let front = nearestIndex(to: foreground, level: level)
        let back = nearestIndex(to: background, level: level)
        guard let front, front == back, foreground != background else { return (front, back) }
        let range: ClosedRange<UInt8> = level == .sixteen ? 0...15 : 16...255
        return (nearest(to: foreground, in: range, except: front), back)
    }

    private static func nearest(to color: Color, in range: ClosedRange<UInt8>, except excluded: UInt8?) -> UInt8 {
        let wanted = OKLab(color)
        var best = range.lowerBound
        var bestDistance = Double.infinity
        for index in range where index != excluded {
            let distance = labs[Int(index)].squaredDistance(to: wanted)
            if distance < bestDistance { (best, bestDistance) = (index, distance) }
        }
        return best
    }

    private static let labs = colors.map(OKLab.init)

    private static let colors: [Color] = {
        let named: [UInt32] = [
            0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
            0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
        ]
        let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
        let cube = (0..<216).map { Color(steps[$0 / 36], steps[$0 / 6 % 6], steps[$0 % 6]) }
        let greys = stride(from: UInt8(8), through: 238, by: 10).map { Color($0, $0, $0) }
        return named.map(Color.init(hex:)) + cube + greys
    }()
}
