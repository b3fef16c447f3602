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
        case .sixteen: return nearest(to: color, in: 0...15)
        case .twoFiftySix: return nearest(to: color, in: 16...255)
        }
    }

    /// Numbers for a foreground on a background. Where both would fall on one number though they differ, the foreground takes the next
    /// nearest: text never vanishes. What could be read (a contrast of 4.5) is given the nearest number that still can.
    public static func nearestIndices(
        foreground: Color, background: Color, level: ColorLevel
    ) -> (foreground: UInt8?, background: UInt8?) {
        let front = nearestIndex(to: foreground, level: level)
        let back = nearestIndex(to: background, level: level)
        guard let front, let back, foreground != background else { return (front, back) }
        let range: ClosedRange<UInt8> = level == .sixteen ? 0...15 : 16...255
        let ground = colors[Int(back)], isText = foreground.contrast(with: background) >= Color.leastContrast
        if isText, colors[Int(front)].contrast(with: ground) < Color.leastContrast {
            return (nearest(to: foreground, in: range) { colors[Int($0)].contrast(with: ground) >= Color.leastContrast } ?? front, back)
        }
        return (front == back ? nearest(to: foreground, in: range) { $0 != front } : front, back)
    }

    private static func nearest(to color: Color, in range: ClosedRange<UInt8>, where isUsable: (UInt8) -> Bool = { _ in true }) -> UInt8? {
        let wanted = OKLab(color)
        var best: UInt8?
        var bestDistance = Double.infinity
        for index in range where isUsable(index) {
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
