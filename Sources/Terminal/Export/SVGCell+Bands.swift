/// Characters that go on from cell to cell: several of them side by side are one rectangle.
extension SVGCell {
    /// The outline of equal characters side by side; nil for characters that do not fill their cells from edge to edge, and no others.
    static func band(of scalar: Unicode.Scalar, x: Int, y: Int, columns: Int) -> String? {
        guard let (top, tall) = band(of: scalar) else { return nil }
        return rect(Double(x * width), Double(y * height) + top, Double(columns * width), tall)
    }

    private static func band(of scalar: Unicode.Scalar) -> (top: Double, height: Double)? {
        let h = Double(height)
        switch scalar.value {
        case 0x2500: return (h / 2 - stroke / 2, stroke)
        case 0x2501: return (h / 2 - heavyStroke / 2, heavyStroke)
        case 0x2580: return (0, h / 2)
        case 0x2581...0x2588:
            let tall = h * Double(scalar.value - 0x2580) / 8
            return (h - tall, tall)
        default: return nil
        }
    }
}
