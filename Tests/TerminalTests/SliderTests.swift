import Terminal
import Testing

/// A slider about zero: a value and its opposite stand equally far from the middle, and what is not zero is not shown there.
@Suite struct SliderTests {
    private static func column(_ value: Double, _ width: Int) -> Int {
        let slider = Slider(value, in: -8...8, hue: Theme.dark.guidance, theme: .dark)
        return slider.column(of: value, on: slider.track(in: Rect(width: width, height: 1)))
    }

    @Test(arguments: 3...80)
    func everyStepOfGammaIsSymmetricAndMonotone(width: Int) {
        let middle = Self.column(0, width)
        var before = 0
        for quarter in 1...32 {
            let value = Double(quarter) / 4, right = Self.column(value, width) - middle, left = middle - Self.column(-value, width)
            #expect(right == left, "±\(value) in \(width)")
            #expect(right >= before && right >= 1, "\(value) in \(width)")
            before = right
        }
        #expect(Self.column(-8, width) == 0 && Self.column(8, width) == 2 * middle && Self.column(20, width) == 2 * middle)
    }

    @Test(arguments: [5, 12, 33])
    func whatIsClickedIsWhereTheKnobGoes(width: Int) {
        let slider = Slider(0, in: -8...8, hue: Theme.dark.guidance, theme: .dark), rect = Rect(width: width, height: 1)
        for x in 0..<slider.track(in: rect).width {
            let value = slider.value(atColumn: x, in: rect) ?? .nan
            #expect(slider.column(of: value, on: slider.track(in: rect)) == x)
        }
    }
}
