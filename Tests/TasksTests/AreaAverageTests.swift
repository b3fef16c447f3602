import Tasks
import TestSupport
import Testing

@Suite struct AreaAverageTests {
    private func scaled(_ pixels: [UInt8], _ width: Int, _ height: Int, _ size: Int) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: size * size)
        AreaAverage(width: width, height: height, to: size).bytes({ pixels[$0] }, { out[$0] = $1 })
        return out
    }

    /// The integral over each new pixel, taken at many places.
    @Test(arguments: [(7, 7, 8), (50, 31, 8), (13, 40, 16), (16, 16, 16), (5, 9, 24)]) func eachPixelIsTheMeanOfItsArea(width: Int, height: Int, size: Int) {
        var random = SeededGenerator(seed: UInt64(width * size))
        let pixels = (0..<width * height).map { _ in UInt8.random(in: 0...255, using: &random) }
        let found = scaled(pixels, width, height, size), side = min(width, height), left = (width - side) / 2, top = (height - side) / 2
        let fine = 3 * side  // places a new pixel: every boundary of old pixels falls between two places
        for y in 0..<size {
            for x in 0..<size {
                var sum = 0.0
                for i in 0..<fine {
                    for j in 0..<fine {
                        let px = Int(((Double(x) + (Double(j) + 0.5) / Double(fine)) * Double(side) / Double(size)).rounded(.down))
                        let py = Int(((Double(y) + (Double(i) + 0.5) / Double(fine)) * Double(side) / Double(size)).rounded(.down))
                        sum += Double(pixels[(top + py) * width + left + px])
                    }
                }
                #expect(abs(sum / Double(fine * fine) - Double(found[y * size + x])) < 0.501)
            }
        }
    }

    @Test func halvingAndDoublingAreExact() {
        let pixels = (0..<256).map { UInt8($0) }
        let half = scaled(pixels, 16, 16, 8)
        for y in 0..<8 {
            for x in 0..<8 {
                let first = 32 * y + 2 * x, four: Int = Int(pixels[first]) + Int(pixels[first + 1]) + Int(pixels[first + 16]) + Int(pixels[first + 17])
                #expect(half[8 * y + x] == UInt8((four + 2) / 4))
            }
        }
        let double = scaled(Array(pixels.prefix(64)), 8, 8, 16)
        for y in 0..<16 { for x in 0..<16 { #expect(double[16 * y + x] == pixels[8 * (y / 2) + x / 2]) } }
        #expect(scaled(pixels, 16, 16, 16) == pixels)
        #expect(scaled([UInt8](repeating: 201, count: 77 * 53), 77, 53, 24) == [UInt8](repeating: 201, count: 24 * 24))
    }

    /// A chequered board of single pixels becomes an even grey: nothing aliases.
    @Test func whatIsTooFineBecomesGrey() {
        let board = (0..<64 * 64).map { place -> UInt8 in (place / 64 + place % 64) % 2 == 0 ? 0 : 254 }
        #expect(scaled(board, 64, 64, 16).allSatisfy { $0 == 127 })
    }
}
