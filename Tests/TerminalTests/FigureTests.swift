import Terminal
import Testing

/// Figures of any magnitude in the room there is.
@Suite struct FigureTests {
    @Test(
        arguments: [
            (93.514, 2, 8, "93.51"), (559_386, 3, 8, "559386"), (559_386, 3, 5, "559k"), (-559_386, 3, 5, "−559k"), (1_234.5678, 3, 9, "1234.57"),
            (1.07e9, 3, 5, "1.07G"), (999_999, 0, 5, "1.00M"), (2.5e12, 2, 6, "2.50T"), (1e12, 2, 20, "1000000000000"), (3.2e16, 1, 9, "3.20e16"),
            (0.001, 2, 8, "0.00"), (1.2e-7, 9, 8, "1.20e−7"), (1.2e-7, 9, 20, "0.000000120"), (0.0123, 4, 5, "0.012"), (0, 3, 8, "0.000"), (0, 3, 3, "0"),
            (9.996e-9, 9, 7, "1.00e−8"), (-12.345, 3, 6, "−12.35"), (186.123, 3, 8, "186.123"),
        ] as [(Double, Int, Int, String)])
    func areToldByMagnitudeAndRoom(value: Double, decimals: Int, columns: Int, text: String) {
        #expect(value.figure(decimals, within: columns) == text)
    }

    @Test func whatIsNoNumberIsADash() {
        #expect(Double.nan.figure(3, within: 4) == "–")
        #expect((-Double.infinity).figure(3, within: 4) == "−∞")
    }

    @Test func aUnitTakesNoThousands() {
        #expect(559_386.0.figure(3, within: 6, thousands: false) == "559386")
        #expect(559_386.0.figure(3, within: 5, thousands: false) == "5.6e5")
    }

    /// From 1e−9 to 1e12, of either sign: never wider than the room, and with two digits that say something.
    @Test(arguments: 4...14)
    func fitAndSayWhatTheyStandFor(columns: Int) {
        for exponent in -9...12 {
            for mantissa in [1, 1.5, 2.34567, 5, 9.994, 9.9996] {
                for sign in [1.0, -1] {
                    for decimals in [0, 2, 3, 9] {
                        let value = sign * mantissa * Self.power(exponent), text = value.figure(decimals, within: columns)
                        #expect(text.count <= columns, "\(value) in \(columns): \(text)")
                        guard columns >= 7, let read = Self.read(text) else { continue }
                        let slack = max(0.025 * abs(value), 0.5 * Self.power(-decimals), 1e-12)
                        #expect(abs(read - value) <= slack * 1.0001, "\(value) with \(decimals) in \(columns): \(text)")
                    }
                }
            }
        }
    }

    private static func power(_ exponent: Int) -> Double { (0..<abs(exponent)).reduce(1.0) { value, _ in exponent < 0 ? value / 10 : value * 10 } }

    private static func read(_ text: String) -> Double? {
        let plain = text.replacing("−", with: "-")
        for (sign, size) in [("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12)] where plain.hasSuffix(sign) {
            return Double(plain.dropLast()).map { $0 * size }
        }
        return Double(plain)
    }
}
