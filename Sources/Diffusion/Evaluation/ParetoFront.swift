/// What nothing else beats in two properties at once.
public enum ParetoFront {
    /// The places of the points such that no other point is at least as good in both directions and better in one, from the best in
    /// x to the best in y. Points that are equal are all there or none; what is no number is left out.
    /// - Complexity: O(n log n)
    public static func places(
        of points: [(x: Double, y: Double)], higherXIsBetter: Bool, higherYIsBetter: Bool
    ) -> [Int] {
        // Turned so that more is better in both.
        func better(_ point: (x: Double, y: Double)) -> (x: Double, y: Double) {
            (higherXIsBetter ? point.x : -point.x, higherYIsBetter ? point.y : -point.y)
        }
        let turned = points.map(better)
        let order = turned.indices.filter { !turned[$0].x.isNaN && !turned[$0].y.isNaN }.sorted {
            let (a, b) = (turned[$0], turned[$1])
            return a.x != b.x ? a.x > b.x : a.y != b.y ? a.y > b.y : $0 < $1
        }
        var front: [Int] = []
        for place in order {
            guard let last = front.last else {
                front.append(place)
                continue
            }
            if turned[place].y > turned[last].y || turned[place] == turned[last] { front.append(place) }
        }
        return front
    }
}
