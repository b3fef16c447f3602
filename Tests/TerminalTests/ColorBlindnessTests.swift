import Foundation
import Terminal
import Testing

/// Whether the hues that mean something stay apart for people who see colours otherwise.
///
/// Dichromacy is simulated after G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A physiologically-based model for
/// simulation of color vision deficiency", IEEE TVCG 15(6), 2009: their matrices of severity 1, on linear light. Distance is
/// Euclidean in OKLab (B. Ottosson 2020), where black and white are 1 apart and what is just told apart side by side about 0.02.
@Suite struct ColorBlindnessTests {
    enum Sight: String, CaseIterable {
        case usual, protanopia, deuteranopia, tritanopia

        /// [row][column] on (red, green, blue)
        var matrix: [[Double]] {
            switch self {
            case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
            case .protanopia:
                [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
            case .deuteranopia:
                [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
            case .tritanopia:
                [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
            }
        }
    }

    private static func seen(_ color: Color, by sight: Sight) -> [Double] {
        let light = [color.red, color.green, color.blue].map { component -> Double in
            let value = Double(component) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        let (r, g, b) = (0..<3).map { row in min(max(zip(sight.matrix[row], light).map(*).reduce(0, +), 0), 1) }.triple
        let l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
        let m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
        let s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
        return [
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
        ]
    }

    private static func distance(_ one: Color, _ other: Color, by sight: Sight) -> Double {
        zip(seen(one, by: sight), seen(other, by: sight)).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
    }

    /// The colour that is shown where there are fewer.
    private static func shown(_ color: Color, _ level: ColorLevel) -> Color {
        Palette.nearestIndex(to: color, level: level).map(Palette.color(at:)) ?? color
    }

    @Test func theYardstickIsRight() {
        #expect(abs(Self.distance(Color(hex: 0), Color(hex: 0xFFFFFF), by: .usual) - 1) < 1e-6)
        // A dichromat sees greys as they are, and red and green of one lightness as much alike.
        for sight in Sight.allCases {
            #expect(Self.distance(Color(hex: 0), Color(hex: 0xFFFFFF), by: sight) > 0.999)
            #expect(Self.distance(Color(hex: 0x808080), Color(hex: 0x808080), by: sight) == 0)
        }
        let (red, green) = (Color(hex: 0xB05040), Color(hex: 0x6F7400))
        #expect(Self.distance(red, green, by: .deuteranopia) < 0.35 * Self.distance(red, green, by: .usual))
    }

    @Test(arguments: [Theme.dark, .light, .contrast], [ColorLevel.trueColor, .twoFiftySix, .sixteen])
    func huesThatMeanSomethingStayApart(theme: Theme, level: ColorLevel) {
        var hues = [("state", theme.state), ("guidance", theme.guidance), ("truth", theme.truth)]
        // Of sixteen colours only one red can be read on white: a warning is told by its mark and its weight there.
        if theme.name != .light || level != .sixteen { hues.append(("warning", theme.warning)) }
        for sight in Sight.allCases {
            for (index, one) in hues.enumerated() {
                for other in hues[(index + 1)...] {
                    let distance = Self.distance(Self.shown(one.1, level), Self.shown(other.1, level), by: sight)
                    #expect(distance >= 0.08, "\(theme.name) at \(level), \(sight): \(one.0) and \(other.0) are \(distance) apart")
                }
            }
        }
    }

    @Test(arguments: [Theme.dark, .light, .contrast], [ColorLevel.trueColor, .twoFiftySix])
    func whatIsReadCanBeRead(theme: Theme, level: ColorLevel) {
        for ground in [theme.background, theme.surface] {
            for color in [theme.text, theme.faint, theme.state, theme.guidance, theme.truth, theme.focus, theme.warning] {
                let contrast = Self.shown(color, level).contrast(with: Self.shown(ground, level))
                #expect(contrast >= (theme.name == .contrast ? 7 : 4.5), "\(theme.name) at \(level): \(color) on \(ground): \(contrast)")
            }
        }
    }
}

extension [Double] {
    fileprivate var triple: (Double, Double, Double) { (self[0], self[1], self[2]) }
}
