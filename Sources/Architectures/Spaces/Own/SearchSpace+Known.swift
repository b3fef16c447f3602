import Foundation

extension SearchSpace {
    /// The space of a name: one that comes with the program, or one of the user's own.
    /// - Throws: `OwnSpaceError`: there is none, with the name that was perhaps meant, or what was kept is damaged
    public static func known(_ name: String, store: SpaceStore = SpaceStore()) throws -> SearchSpace {
        if let space = builtIn.first(where: { $0.name == name }) { return space }
        guard let stamp = store.stamp(of: name) else { throw OwnSpaceError.unknownName(name, known: knownNames(store: store)) }
        return try KeptSpaces.shared.space(name, stamp, in: store)
    }

    /// Of all spaces that `known` gives: first those that come with the program.
    public static func knownNames(store: SpaceStore = SpaceStore()) -> [String] { builtIn.map(\.name) + store.names() }

    /// The space, of all that are known, whose architectures rows of a table with these columns name; of several of the user's own that with most of
    /// the columns. nil where there is none.
    static func ofRows(_ names: [String], _ firstRow: [String]) -> (SearchSpace, RowForm)? {
        func form(_ space: SearchSpace) -> (SearchSpace, RowForm)? { space.rows(names, firstRow).map { (space, $0) } }
        if let found = builtIn.lazy.compactMap(form).first { return found }
        return SpaceStore().names().compactMap { SearchSpace(named: $0).flatMap(form) }.max { $0.1.places.count < $1.1.places.count }
    }

    /// The space of a name; nil for none. `known` says why.
    public init?(named name: String) {
        guard let space = try? Self.known(name) else { return nil }
        self = space
    }
}

/// Spaces that were read from the user's folder: one value each, however often they are asked for, since their lists are long.
private final class KeptSpaces: @unchecked Sendable {
    static let shared = KeptSpaces()

    private let lock = NSLock()
    private var read: [String: (stamp: SpaceStore.Stamp, space: SearchSpace)] = [:]

    func space(_ name: String, _ stamp: SpaceStore.Stamp, in store: SpaceStore) throws -> SearchSpace {
        try lock.withLock {
            if let known = read[stamp.file], known.stamp == stamp { return known.space }
            let space = try store.load(name).space
            read[stamp.file] = (stamp, space)
            return space
        }
    }
}
