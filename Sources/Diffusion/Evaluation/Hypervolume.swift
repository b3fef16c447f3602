/// How much of the plane a set of points dominates (Zitzler & Thiele 1998).
public enum Hypervolume {
    /// The area of all that is no better than some point and no worse than `reference`, in the product of the two units. Points that are not
    /// better than the reference in both add nothing; what is no number is left out.
    /// - Complexity: O(n log n)
    public static func dominated(
        by points: [(x: Double, y: Double)], reference: (x: Double, y: Double), higherXIsBetter: Bool, higherYIsBetter: Bool
    ) -> Double {
        let gains = points.map { point in
            (x: (point.x - reference.x) * (higherXIsBetter ? 1 : -1), y: (point.y - reference.y) * (higherYIsBetter ? 1 : -1))
        }.filter { $0.x > 0 && $0.y > 0 }
        var area = 0.0, reached = 0.0
        // From the best in x on, each point of the front adds a rectangle above the last.
        for point in gains.sorted(by: { $0.x > $1.x }) where point.y > reached {
            area += point.x * (point.y - reached)
            reached = point.y
        }
        return area
    }
}
