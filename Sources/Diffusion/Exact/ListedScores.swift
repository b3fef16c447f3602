import Architectures

/// Scores of several properties for all architectures of a listed space.
struct ListedScores: Sendable {
    let space: SearchSpace
    let count: Int
    /// By row of the list, a property after another, [count][rows].
    let values: [Float]

    /// - Parameter scores: by place, a property each
    init(_ scores: [[Double]], of space: SearchSpace) {
        let places = space.list?.places ?? []
        precondition(scores.allSatisfy { $0.count == places.count }, "a property has a score for every architecture")
        self.space = space
        count = scores.count
        values = scores.flatMap { scores in places.map { Float(scores[$0]) } }
    }

    /// A property's scores by place.
    subscript(property: Int) -> [Double] {
        let places = space.list?.places ?? []
        var result = [Double](repeating: 0, count: places.count)
        for (row, place) in places.enumerated() { result[place] = Double(values[property * places.count + row]) }
        return result
    }
}
