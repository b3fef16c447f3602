/// The grid of an SVG screen, and the characters that are drawn as shapes on it. All lengths are pixels.
enum SVGCell {
    static let width = 9
    static let height = 18
    static let baseline = 13
    static let margin = 14
    static let stroke = 1.2
    static let heavyStroke = 2.4

    /// The outline, to be filled, of a line, block, shade or braille character in a cell; nil for any other.
    static func path(of scalar: Unicode.Scalar, x: Int, y: Int) -> String? {
        let left = Double(x * width)
        let top = Double(y * height)
        switch scalar.value {
        case 0x2500...0x257F:
            if let arms = heavyLines[scalar] { return line(arms, heavyStroke, left, top) }
            if let dashes = dashedLines[scalar] { return dashed(dashes, left, top) }
            return LineArms(scalar).map { LineArms.isRounded(scalar) ? rounded($0, left, top) : line($0, stroke, left, top) }
        case 0x2580...0x259F: return block(scalar, left, top)
        case 0x2801...0x28FF: return braille(scalar.value - 0x2800, left, top)
        default: return nil
        }
    }

    static func rect(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> String {
        let n = Markup.number
        return "M\(n(x)) \(n(y))h\(n(width))v\(n(height))h\(n(-width))z"
    }

    private static func line(_ arms: LineArms, _ s: Double, _ left: Double, _ top: Double) -> String {
        let (w, h) = (Double(width), Double(height))
        let (cx, cy) = (left + w / 2, top + h / 2)
        var path = ""
        if arms.contains(.left) && arms.contains(.right) {
            path += rect(left, cy - s / 2, w, s)
        } else if arms.contains(.left) {
            path += rect(left, cy - s / 2, w / 2 + s / 2, s)
        } else if arms.contains(.right) {
            path += rect(cx - s / 2, cy - s / 2, w / 2 + s / 2, s)
        }
        if arms.contains(.up) && arms.contains(.down) {
            path += rect(cx - s / 2, top, s, h)
        } else if arms.contains(.up) {
            path += rect(cx - s / 2, top, s, h / 2 + s / 2)
        } else if arms.contains(.down) {
            path += rect(cx - s / 2, cy - s / 2, s, h / 2 + s / 2)
        }
        return path
    }

    /// A quarter circle from the middle of a vertical edge to the middle of a horizontal one, as a band.
    private static func rounded(_ arms: LineArms, _ left: Double, _ top: Double) -> String {
        let (cx, cy) = (left + Double(width) / 2, top + Double(height) / 2)
        let n = Markup.number
        let half = Double(width) / 2
        let across = arms.contains(.right) ? 1.0 : -1.0
        let along = arms.contains(.down) ? 1.0 : -1.0
        let sweep = across == along ? 1 : 0
        let outer = half + stroke / 2
        let inner = half - stroke / 2
        let edge = cx + across * half
        let tail = rect(cx - stroke / 2, along > 0 ? cy + half : cy - Double(height) / 2, stroke, half)
        return "M\(n(cx - across * stroke / 2)) \(n(cy + along * half))"
            + "A\(n(outer)) \(n(outer)) 0 0 \(sweep) \(n(edge)) \(n(cy - along * stroke / 2))"
            + "V\(n(cy + along * stroke / 2))"
            + "A\(n(inner)) \(n(inner)) 0 0 \(1 - sweep) \(n(cx + across * stroke / 2)) \(n(cy + along * half))z"
            + tail
    }

    private static func block(_ scalar: Unicode.Scalar, _ left: Double, _ top: Double) -> String? {
        let (w, h) = (Double(width), Double(height))
        switch scalar.value {
        case 0x2580: return rect(left, top, w, h / 2)
        case 0x2581...0x2588:
            let tall = h * Double(scalar.value - 0x2580) / 8
            return rect(left, top + h - tall, w, tall)
        case 0x2589...0x258F: return rect(left, top, w * Double(0x2590 - scalar.value) / 8, h)
        case 0x2590: return rect(left + w / 2, top, w / 2, h)
        case 0x2591...0x2593: return shade(Int(scalar.value) - 0x2590, left, top)
        case 0x2594: return rect(left, top, w, h / 8)
        case 0x2595: return rect(left + w * 7 / 8, top, w / 8, h)
        default: return nil
        }
    }

    /// Dots on a 3 × 6 grid, of a quarter, a half or three quarters of its area.
    private static func shade(_ quarters: Int, _ left: Double, _ top: Double) -> String {
        let side = 3 * (Double(quarters) / 4).squareRoot()
        var path = ""
        for row in 0..<height / 3 {
            for column in 0..<width / 3 {
                path += rect(
                    left + 3 * Double(column) + (3 - side) / 2, top + 3 * Double(row) + (3 - side) / 2, side, side)
            }
        }
        return path
    }

    /// Dots in Unicode's order: the upper three of the left column, of the right one, then the lowest two.
    private static func braille(_ dots: UInt32, _ left: Double, _ top: Double) -> String {
        let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)]
        let side = 2.2
        var path = ""
        for (bit, place) in places.enumerated() where dots & (1 << UInt32(bit)) != 0 {
            path += rect(
                left + Double(width) * (Double(place.0) * 2 + 1) / 4 - side / 2,
                top + Double(height) * (Double(place.1) * 2 + 1) / 8 - side / 2, side, side)
        }
        return path
    }
}
