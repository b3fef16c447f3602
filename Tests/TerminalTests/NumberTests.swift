import Terminal
import Testing

@Suite struct NumberTests {
    @Test(arguments: [
        (94.3671, 2, "94.37"), (-0.5, 1, "−0.5"), (-0.001, 2, "0.00"), (0.05, 1, "0.1"), (3, 0, "3"),
        (.nan, 2, "—"), (-.infinity, 2, "−∞"), (1e300, 2, "1e+300"), (12_345.678, 9, "12345.678000000"),
    ])
    func writesFixedDigits(value: Double, digits: Int, text: String) {
        #expect(value.fixed(digits) == text)
    }
}
