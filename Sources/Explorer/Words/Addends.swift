/// Numbers that are shown as a sum.
enum Addends {
    /// Rounds each number so that what is shown adds up to the rounded total: where plain rounding would not, the last ones give way
    /// by one in the last digit. (The first is most often a value that stands elsewhere too.)
    static func rounded(_ values: [Double], total: Double, digits: Int) -> [Double] {
        let unit = (0..<digits).reduce(1.0) { power, _ in power * 10 }
        guard (values + [total]).allSatisfy({ ($0 * unit).magnitude < 1e15 }) else { return values }
        var whole = values.map { ($0 * unit).rounded() }
        var missing = (total * unit).rounded() - whole.reduce(0, +)
        // No term gives way twice: a sum that is further off than that is no sum of these numbers.
        for place in values.indices.reversed() where missing != 0 {
            whole[place] += missing > 0 ? 1 : -1
            missing += missing > 0 ? -1 : 1
        }
        return whole.map { $0 / unit }
    }

    /// Digits after the point such that the largest number takes at most eight columns.
    static func digits(for values: [Double]) -> Int {
        let largest = values.map(\.magnitude).filter(\.isFinite).max() ?? 0
        return largest >= 1000 ? 1 : largest >= 100 ? 2 : largest >= 10 ? 3 : 4
    }
}
