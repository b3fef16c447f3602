extension Session {
    /// The session with another one's trees among those that can be brought back, and its spaces where this one has not been.
    public func keeping(_ other: Session) -> Session {
        var kept = self
        for (space, there) in other.spaces {
            guard var own = kept.spaces[space] else {
                kept.spaces[space] = there
                continue
            }
            let known = own.past + [own.tree]
            own.past = (there.past + [there.tree]).filter { !known.contains($0) } + own.past
            RunTree.trim(&own.past)
            kept.spaces[space] = own
        }
        return kept
    }
}

extension RunTree {
    /// Trees that are kept when others take their place.
    static let pastLimit = 8

    /// Single runs, which anybody starts again, go first; then the oldest.
    static func trim(_ trees: inout [RunTree]) {
        while trees.count > pastLimit { trees.remove(at: trees.firstIndex { !$0.isGrown } ?? 0) }
    }
}
