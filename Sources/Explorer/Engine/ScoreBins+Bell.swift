import Diffusion

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension ScoreBins {
    /// Probabilities of the bins of standard normal scores; the first and the last bin have the tails.
    var bell: [Double] {
        let width = (range.upperBound - range.lowerBound) / Double(count)
        let below = (0...count).map { edge -> Double in
            guard edge > 0 else { return 0 }
            guard edge < count else { return 1 }
            return 0.5 * erfc(-(range.lowerBound + Double(edge) * width) / 2.0.squareRoot())
        }
        return zip(below.dropFirst(), below).map(-)
    }
}
