/// The set of distributions over a few outcomes.
enum Simplex {
    /// Moves a row to the nearest shares that sum to one at most, and returns what is left for the outcome that has no entry.
    static func projectBelow(_ row: UnsafeMutableBufferPointer<Float>) -> Float {
        var sum: Float = 0
        for i in row.indices { sum += max(0, row[i]) }
        // The negated comparison also sends what is not a number to the projection.
        guard sum <= 1 else {
            project(row)
            return 0
        }
        for i in row.indices { row[i] = max(0, row[i]) }
        return 1 - sum
    }

    /// Moves a row to its nearest distribution (Duchi et al. 2008, "Efficient projections onto the ℓ1-ball", in the form that
    /// needs no sorting: Michelot 1986). A row that holds something other than numbers becomes uniform.
    static func project(_ row: UnsafeMutableBufferPointer<Float>) {
        guard let top = row.max(), row.allSatisfy(\.isFinite) else {
            row.update(repeating: 1 / Float(max(row.count, 1)))
            return
        }
        // Shifting a row does not change its projection, and keeps the sums small.
        for i in row.indices { row[i] -= top }
        var threshold = -Float.infinity
        var remaining = 0
        // Entries at or below the threshold leave for good, so this ends after at most row.count rounds.
        for _ in row.indices {
            var sum: Float = 0, count = 0
            for value in row where value > threshold {
                sum += value
                count += 1
            }
            guard count > 0, count != remaining else { break }
            remaining = count
            threshold = (sum - 1) / Float(count)
        }
        var total: Float = 0
        for i in row.indices {
            row[i] = max(0, row[i] - threshold)
            total += row[i]
        }
        for i in row.indices { row[i] /= total }
    }
}
