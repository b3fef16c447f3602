import Foundation
import Tensors
import Testing

@Suite struct NoiseSourceTests {
    private func draw(
        _ count: Int, seed: UInt64 = 1, sample: UInt32 = 0, step: UInt32 = 0, stage: UInt32 = 0
    ) -> [Float] {
        [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            buffer.initialize(repeating: .nan)
            NoiseSource(seed: seed).normals(
                into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]), sample: sample, step: step, stage: stage)
            initialized = count
        }
    }

    @Test func anAddressGivesTheSameDrawInAnyOrder() {
        let addresses = (0..<30 as Range<UInt32>).map { ($0 % 5, $0 / 5, $0 % 3) }
        let forwards = addresses.map { draw(66, sample: $0.0, step: $0.1, stage: $0.2) }
        let backwards = addresses.reversed().map { draw(66, sample: $0.0, step: $0.1, stage: $0.2) }
        #expect(forwards == backwards.reversed())
        #expect(Set(forwards).count == 30)
    }

    @Test(arguments: 0..<10) func aShorterDrawIsTheStartOfALongerOne(count: Int) {
        #expect(draw(count) == Array(draw(20).prefix(count)))
    }

    /// Box and Muller's transform of the generator's words, word by word.
    @Test func drawsAreTheTransformOfPhilox() {
        let words = Philox(seed: 9)(SIMD4(0, 17, 4, 2))
        let unit = { (word: UInt32) in (Double(word) + 0.5) / 4_294_967_296 }
        let drawn = draw(4, seed: 9, sample: 17, step: 4, stage: 2)
        let radii = [words.x, words.z].map { sqrt(-2 * log(unit($0))) }
        let angles = [words.y, words.w].map { 2 * Double.pi * unit($0) }
        for pair in 0..<2 {
            #expect(abs(Double(drawn[2 * pair]) - radii[pair] * cos(angles[pair])) < 1e-6)
            #expect(abs(Double(drawn[2 * pair + 1]) - radii[pair] * sin(angles[pair])) < 1e-6)
        }
        let uniform = NoiseSource(seed: 9).uniform(sample: 17, step: 4, stage: 2)
        #expect(uniform == unit(words.x))
    }

    @Test func momentsAreThoseOfAStandardNormal() {
        let values = draw(100_000, seed: 3).map(Double.init)
        let n = Double(values.count)
        let powers = (1...4).map { power in values.reduce(0.0) { $0 + pow($1, Double(power)) } / n }
        #expect(abs(powers[0]) < 4 / n.squareRoot())
        #expect(abs(powers[1] - 1) < 4 * (2 / n).squareRoot())
        #expect(abs(powers[2]) < 4 * (15 / n).squareRoot())
        #expect(abs(powers[3] - 3) < 4 * (96 / n).squareRoot())
    }

    /// Kolmogorov and Smirnov's distance from Φ, at the 0.1 % level.
    @Test(arguments: [1, 2, 3] as [UInt64]) func distributionIsNormal(seed: UInt64) {
        let values = (0..<300 as Range<UInt32>).flatMap { draw(66, seed: seed, sample: $0, step: 5, stage: 1) }
            .map(Double.init).sorted()
        let n = Double(values.count)
        let distance = values.enumerated().reduce(0.0) { farthest, item in
            let cumulative = 0.5 * erfc(-item.element / 2.0.squareRoot())
            let below = Double(item.offset) / n, above = Double(item.offset + 1) / n
            return max(farthest, abs(cumulative - below), abs(cumulative - above))
        }
        #expect(distance < 1.95 / n.squareRoot())
    }

    @Test func neighbouringAddressesAreIndependent() {
        let n = 20_000
        let base = draw(n, sample: 1, step: 1, stage: 1)
        let others = [
            draw(n, sample: 2, step: 1, stage: 1), draw(n, sample: 1, step: 2, stage: 1),
            draw(n, sample: 1, step: 1, stage: 2), draw(n, seed: 2, sample: 1, step: 1, stage: 1),
            Array(base.dropFirst()) + [0],
        ]
        for other in others {
            #expect(abs(correlation(base, other) { $0 }) < 4 / Double(n).squareRoot())
            #expect(abs(correlation(base, other) { $0 * $0 - 1 }) < 4 * 2 / Double(n).squareRoot())
        }
    }

    private func correlation(_ a: [Float], _ b: [Float], _ map: (Double) -> Double) -> Double {
        zip(a, b).reduce(0) { $0 + map(Double($1.0)) * map(Double($1.1)) } / Double(a.count)
    }
}
