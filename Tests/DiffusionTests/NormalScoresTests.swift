import Diffusion
import Foundation
import Tensors
import Testing

@Suite struct NormalScoresTests {
    /// Φ⁻¹ from tables to 15 digits (Abramowitz & Stegun 26.5, and multiple precision).
    @Test(arguments: [
        (0.5, 0), (0.975, 1.959963984540054), (0.995, 2.575829303548901), (0.9, 1.2815515655446004),
        (0.001, -3.090232306167813), (1e-6, -4.753424308822899), (1e-10, -6.361340902404056),
        (0.02425, -1.9729610513118845),
    ]) func inverseNormal(p: Double, truth: Double) {
        #expect(abs(NormalScores.inverseNormal(p) - truth) < 1e-9)
    }

    @Test func inverseNormalUndoesPhi() {
        for k in -60...60 {
            let x = Double(k) / 10
            // Near 1 the probability itself is known to 1e-16 only.
            let tolerance = 1e-12 + 4e-16 * (2 * Double.pi).squareRoot() * exp(x * x / 2)
            #expect(abs(NormalScores.inverseNormal(0.5 * erfc(-x / 2.0.squareRoot())) - x) < tolerance)
        }
        #expect(NormalScores.inverseNormal(0) == -.infinity && NormalScores.inverseNormal(1) == .infinity)
    }

    @Test func ranksBecomeScores() {
        let scores = NormalScores.of([30, 10, 20])
        #expect(abs(scores[0] - 0.967421566101701) < 1e-9)  // Φ⁻¹(5/6)
        #expect(abs(scores[1] + 0.967421566101701) < 1e-9)
        #expect(abs(scores[2]) < 1e-12)
    }

    @Test func equalValuesShareTheirMeanRank() {
        let scores = NormalScores.of([5, 1, 5, 5, 9])
        #expect(scores[0] == scores[2] && scores[2] == scores[3])
        #expect(abs(scores[0]) < 1e-12)  // ranks 2, 3, 4 of 5
        #expect(abs(scores[1] + 1.2815515655446004) < 1e-9 && abs(scores[4] - 1.2815515655446004) < 1e-9)
        let two = NormalScores.of([7, 7, 8, 8])
        #expect(abs(two[0] + 0.6744897501960817) < 1e-9 && two[0] == two[1])  // Φ⁻¹((1.5 − ½)/4)
    }

    @Test func missingFiguresStayMissingAndDoNotCount() {
        let scores = NormalScores.of([.nan, 3, .nan, 1, 2])
        #expect(scores[0].isNaN && scores[2].isNaN)
        #expect([scores[1], scores[3], scores[4]] == NormalScores.of([3, 1, 2]))
        #expect(NormalScores.of([.nan, .nan]).count { $0.isNaN } == 2)
        #expect(NormalScores.of([]).isEmpty)
    }

    @Test func scoresKeepTheOrderOfTheValues() {
        var generator = PhiloxGenerator(seed: 40)
        for _ in 0..<50 {
            let values = (0..<30).map { _ in Double(generator.next() % 12) }
            let scores = NormalScores.of(values)
            for i in values.indices {
                for j in values.indices {
                    #expect((values[i] < values[j]) == (scores[i] < scores[j]))
                }
            }
        }
    }
}
