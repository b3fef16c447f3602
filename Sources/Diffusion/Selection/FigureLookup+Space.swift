import Architectures

extension FigureLookup {
    /// Which architectures of a listed space meet the requirements, by place; nil where a figure that decides is not measured.
    public func meeting(_ requirements: [Constraint]) -> [Bool]? {
        guard let count = space.list?.count else { return nil }
        var holds = [Bool](repeating: true, count: count)
        for requirement in requirements {
            guard let source = self[requirement.column], let values = source.values else { return nil }
            for place in holds.indices {
                let value = values[place]
                if value.isNaN {
                    // What the predictor may yet say of it is not known here, unless nothing it says would count.
                    guard !source.isPredicted || isMeaningless(source, Architecture(listed: place, of: space)) else { return nil }
                    holds[place] = false
                } else if !requirement.holds(value) {
                    holds[place] = false
                }
            }
        }
        return holds
    }

    /// How many architectures of the space meet the requirements; nil where that is not known.
    /// - Throws: `SelectionError.nothingMeets` where none does
    public func meetingCount(_ requirements: [Constraint]) throws -> Int? {
        guard let holds = meeting(requirements) else { return nil }
        let count = holds.count { $0 }
        guard count > 0 else {
            var seen: Set<String> = []
            let names = requirements.map(\.column).filter { seen.insert($0).inserted }
            throw SelectionError.nothingMeets(
                requirements.map(\.text), members: "\(holds.count) \(space.words.nouns)", ranges: names.compactMap(range))
        }
        return count
    }

    /// `latency_ms_pixel3 goes from 2.31 ms to 29.10 ms`.
    private func range(of property: String) -> String? {
        guard let source = self[property] else { return nil }
        let known = (source.values ?? []).filter { !$0.isNaN }
        guard let low = known.min(), let high = known.max() else { return nil }
        return "\(property) goes from \(source.info.format(low)) to \(source.info.format(high))"
    }
}
