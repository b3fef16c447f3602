import Architectures

/// Scores of several properties for all architectures of a listed space. Where a score is missing the property says nothing: its moments are those
/// among the architectures that have one.
struct ListedScores: Sendable {
    let space: SearchSpace
    let count: Int
    /// By row of the list, a property after another, [count][rows]; 0 where a score is missing. After them, where one of a property is missing, 1 where its score
    /// is known and else 0.
    let values: [Float]
    /// The place of a property's knowns among the columns of `values`; nil where no score is missing.
    let knowns: [Int?]
    /// Of `values`.
    let columns: Int

    /// - Parameter scores: by place, a property each; NaN is missing
    init(_ scores: [[Double]], of space: SearchSpace) {
        let places = space.list?.places ?? []
        precondition(scores.allSatisfy { $0.count == places.count }, "a property has a value for every architecture")
        self.space = space
        count = scores.count
        var columns = scores.count
        knowns = scores.map { scores in
            guard scores.contains(where: \.isNaN) else { return nil }
            defer { columns += 1 }
            return columns
        }
        self.columns = columns
        values =
            scores.flatMap { scores in places.map { scores[$0].isNaN ? 0 : Float(scores[$0]) } }
            + zip(scores, knowns).flatMap { scores, known in known == nil ? [] : places.map { scores[$0].isNaN ? 0 : 1 } }
    }

    /// A property's scores by place; NaN where one is missing.
    subscript(property: Int) -> [Double] {
        let places = space.list?.places ?? [], known = knowns[property]
        var result = [Double](repeating: 0, count: places.count)
        for (row, place) in places.enumerated() {
            let isMissing = known.map { values[$0 * places.count + row] == 0 } ?? false
            result[place] = isMissing ? .nan : Double(values[property * places.count + row])
        }
        return result
    }
}
