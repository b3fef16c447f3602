extension CaseIterable where Self: Equatable {
    /// The case that follows; after the last the first.
    var following: Self {
        let all = Array(Self.allCases)
        return all[((all.firstIndex(of: self) ?? -1) + 1) % all.count]
    }
}
