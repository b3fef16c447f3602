import Tensors
import Testing

/// Known answers of Random123 (Salmon et al. 2011, kat_vectors, philox4x32 10 rounds).
@Suite struct PhiloxTests {
    @Test func zeroCounterAndKey() {
        #expect(Philox(seed: 0)(SIMD4(0, 0, 0, 0)) == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    }

    @Test func allOnes() {
        let ones = SIMD4<UInt32>(repeating: .max)
        #expect(Philox(seed: .max)(ones) == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    }

    @Test func digitsOfPi() {
        // The key's first word is the seed's low half.
        let words = Philox(seed: 0x299f_31d0_a409_3822)(SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344))
        #expect(words == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
    }

    @Test func aGeneratorIsItsStreamOfBlocks() {
        var generator = PhiloxGenerator(seed: 7, stream: 3)
        for position in 0..<5 as Range<UInt32> {
            let words = Philox(seed: 7)(SIMD4(position, 0, 3, .max))
            #expect(generator.next() == UInt64(words.x) | UInt64(words.y) << 32)
        }
    }

    @Test func streamsAndSeedsDiffer() {
        var firsts: Set<UInt64> = []
        for seed in 0..<20 as Range<UInt64> {
            for stream in 0..<20 as Range<UInt32> {
                var generator = PhiloxGenerator(seed: seed, stream: stream)
                firsts.insert(generator.next())
            }
        }
        #expect(firsts.count == 400)
    }

    @Test func uniformDrawsFillTheUnitIntervalEvenly() {
        var generator = PhiloxGenerator(seed: 11)
        var counts = [Double](repeating: 0, count: 20)
        let draws = 40_000
        for _ in 0..<draws {
            let u = generator.uniform()
            guard u >= 0, u < 1 else {
                Issue.record("\(u) is outside [0, 1)")
                return
            }
            counts[Int(u * 20)] += 1
        }
        let expected = Double(draws) / 20
        let chiSquare = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
        #expect(chiSquare < 43.8)  // 19 degrees of freedom: p = 0.001
    }
}
