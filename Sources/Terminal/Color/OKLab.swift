import Platform

/// A colour in OKLab: a space in which equal distances look about equally different.
///
/// Source: B. Ottosson, "A perceptual color space for image processing", 2020.
struct OKLab: Hashable, Sendable {
    var lightness: Double
    var a: Double
    var b: Double

    /// The default colour has no place in the space and is taken as black.
    init(_ color: Color) {
        let red = SRGB.linear[Int(color.red)]
        let green = SRGB.linear[Int(color.green)]
        let blue = SRGB.linear[Int(color.blue)]
        let l = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
        let m = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
        let s = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
        lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
        a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
        b = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    }

    /// The nearest sRGB colour; what lies outside the gamut is clipped per component.
    var color: Color {
        let l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
        let m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
        let s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
        return Color(
            SRGB.encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            SRGB.encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            SRGB.encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s))
    }

    func squaredDistance(to other: OKLab) -> Double {
        let dl = lightness - other.lightness
        let da = a - other.a
        let db = b - other.b
        return dl * dl + da * da + db * db
    }

    func mixed(with other: OKLab, amount: Double) -> OKLab {
        var mix = self
        mix.lightness += (other.lightness - lightness) * amount
        mix.a += (other.a - a) * amount
        mix.b += (other.b - b) * amount
        return mix
    }

    private func cube(_ value: Double) -> Double { value * value * value }
}

/// The transfer function of sRGB (IEC 61966-2-1).
enum SRGB {
    /// Linear light, 0…1, of every component value.
    static let linear: [Double] = (0...255).map { value in
        let encoded = Double(value) / 255
        return encoded <= 0.04045 ? encoded / 12.92 : pow((encoded + 0.055) / 1.055, 2.4)
    }

    /// The component value of an amount of linear light, limited to 0…255.
    static func encoded(_ light: Double) -> UInt8 {
        let value = light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
        return UInt8((value * 255).rounded(into: 0...255))
    }
}
