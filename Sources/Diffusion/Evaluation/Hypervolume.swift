/// The volume that points dominate (Zitzler & Thiele 1999).
public enum Hypervolume {
    /// - Parameters:
    ///   - points: more is better in every coordinate; what is not a number is left out
    ///   - reference: the corner from which is measured; points that are not better in every coordinate count for nothing
    /// - Complexity: O(n log n) in two dimensions; else by slices of the last coordinate, O(n^(d−1))
    public static func of(_ points: [[Double]], reference: [Double]) -> Double {
        let inside = points.filter { point in zip(point, reference).allSatisfy { $0 > $1 } }
        return volume(inside, reference)
    }

    /// The area that points of a plane dominate, in the product of the two units.
    public static func dominated(
        by points: [(x: Double, y: Double)], reference: (x: Double, y: Double), higherXIsBetter: Bool, higherYIsBetter: Bool
    ) -> Double {
        func turned(_ x: Double, _ y: Double) -> [Double] { [higherXIsBetter ? x : -x, higherYIsBetter ? y : -y] }
        return of(points.map { turned($0.x, $0.y) }, reference: turned(reference.x, reference.y))
    }

    /// Those points that no other one is at least as good as in every coordinate and better in one, each once: all that the volume needs.
    /// What is not a number is left out.
    /// - Complexity: O(n log n + n·f) for a front of f points
    public static func front(of points: [[Double]]) -> [[Double]] {
        var front: [[Double]] = []
        // Whoever dominates a point stands before it.
        for point in points.filter({ !$0.contains(where: \.isNaN) }).sorted(by: { $1.lexicographicallyPrecedes($0) })
        where !front.contains(where: { other in zip(other, point).allSatisfy { $0 >= $1 } }) {
            front.append(point)
        }
        return front
    }

    private static func volume(_ points: [[Double]], _ reference: [Double]) -> Double {
        guard !points.isEmpty else { return 0 }
        let dimension = reference.count
        if dimension == 1 { return (points.map { $0[0] }.max() ?? reference[0]) - reference[0] }
        if dimension == 2 { return area(points, reference) }
        // Slices between one value of the last coordinate and the next, from above: what stands in a slice is all that reaches it.
        let last = dimension - 1
        let sorted = points.sorted { $0[last] > $1[last] }
        var sum = 0.0
        for place in sorted.indices {
            let floor = place + 1 < sorted.count ? sorted[place + 1][last] : reference[last]
            let height = sorted[place][last] - floor
            guard height > 0 else { continue }
            let slice = sorted[...place].map { Array($0[..<last]) }
            sum += height * volume(slice, Array(reference[..<last]))
        }
        return sum
    }

    private static func area(_ points: [[Double]], _ reference: [Double]) -> Double {
        var sum = 0.0, top = reference[1]
        for point in points.sorted(by: { $0[0] > $1[0] }) where point[1] > top {
            sum += (point[0] - reference[0]) * (point[1] - top)
            top = point[1]
        }
        return sum
    }
}
