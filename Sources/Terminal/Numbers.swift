/// Turning measurements into cell counts without the traps of `Int(Double)`.
extension Double {
    /// The nearest whole number inside `range`; NaN gives the lower bound.
    public func rounded(into range: ClosedRange<Int>) -> Int {
        guard !isNaN else { return range.lowerBound }
        let whole = rounded()
        if whole <= Double(range.lowerBound) { return range.lowerBound }
        if whole >= Double(range.upperBound) { return range.upperBound }
        return Int(whole)
    }

    /// The value limited to `range`; NaN gives the lower bound.
    public func limited(to range: ClosedRange<Double>) -> Double {
        isNaN ? range.lowerBound : min(max(self, range.lowerBound), range.upperBound)
    }

    /// Where the value stands between two ends, 0 at `low` and 1 at `high`, limited to that range.
    /// Equal or unusable ends give 0.
    public func fraction(from low: Double, to high: Double) -> Double {
        guard low.isFinite, high.isFinite, high > low, !isNaN else { return 0 }
        // Halved, so that the span of two huge ends does not overflow.
        return ((self / 2 - low / 2) / (high / 2 - low / 2)).limited(to: 0...1)
    }
}

extension Collection {
    /// The element, or nil outside the collection.
    public subscript(ifPresent index: Index) -> Element? { indices.contains(index) ? self[index] : nil }
}
