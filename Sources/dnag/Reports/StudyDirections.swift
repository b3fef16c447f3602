import Search

extension Objective {
    /// What is sought of a column, for programs that read reports.
    struct Direction: Encodable, Hashable {
        let column: String
        /// `maximise` or `minimise`.
        let direction: String
        /// Score per natural unit; negative where less is better.
        let weight: Double
        /// Whether the name did not tell the direction.
        let isAssumed: Bool
    }

    var directions: [Direction] {
        terms.map { Direction(column: $0.column, direction: $0.weight > 0 ? "maximise" : "minimise", weight: $0.weight, isAssumed: $0.isAssumed) }
    }

    /// Says on the error stream which directions are assumed.
    func note() { if let remark { Output.note(remark) } }
}
