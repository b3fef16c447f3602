/// Images in turns: one of each class, then the next of each.
enum ClassTurns {
    /// The first `count` places; all of them where there are not so many.
    /// - Parameter members: of each class its places
    static func first(_ count: Int, of members: [[Int]]) -> [Int] {
        var chosen: [Int] = []
        for round in 0..<(members.map(\.count).max() ?? 0) {
            for places in members where round < places.count {
                if chosen.count >= count { return chosen }
                chosen.append(places[round])
            }
        }
        return chosen
    }
}
