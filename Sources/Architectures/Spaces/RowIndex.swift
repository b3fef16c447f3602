/// Finds a row among many by what it holds: open addressing over row numbers.
struct RowIndex: Sendable {
    private var slots: [Int32]
    private let mask: Int

    /// - Parameter count: of rows that will be put in
    init(count: Int) {
        var size = 16
        while size < 2 * count { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        mask = size - 1
    }

    /// The row that `isEqual` says holds the same; nil where there is none.
    func find(_ hash: UInt64, _ isEqual: (Int) -> Bool) -> Int? {
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place] >= 0 {
            if isEqual(Int(slots[place])) { return Int(slots[place]) }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Puts a row in, unless one that holds the same is there. - Returns: that one
    mutating func insert(_ row: Int, _ hash: UInt64, _ isEqual: (Int) -> Bool) -> Int? {
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place] >= 0 {
            if isEqual(Int(slots[place])) { return Int(slots[place]) }
            place = (place + 1) & mask
        }
        slots[place] = Int32(row)
        return nil
    }
}

/// Bytes mixed into a number (Fowler, Noll & Vo's FNV-1a, finished so that low bits are good).
struct ByteHash {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

    var value: UInt64 { state ^ state >> 32 ^ state >> 47 }
}
