import Foundation

/// The one door by which written architectures come in: `export`, `tell`, studies and the explorer read them all here.
extension Architecture {
    /// Reads any written form of an architecture of the space; blanks around it are ignored.
    ///
    /// - cells: arch string, NASLib tuple, benchmark number (`#1462`; a bare `1462` means the same)
    /// - networks: `depth-kernel-expansion` a layer, the three columns of a table, Once-for-All's lists as JSON
    /// - graph networks: `0 0 1 2: gat gcn gin skip`, number of the benchmark
    /// - of a space of the user's own: a word for each node, number of the list ([docs/spaces.md])
    /// - all: a JSON document that holds one of them, such as `export --as json` and `ask --format json` write
    /// - Throws: `ArchitectureError`, `CellError`, `MobileNetError`, `AssetError`
    public init(parsing text: String, in space: SearchSpace) throws {
        let trimmed = text.trimmingBlanks
        if !space.forms.owns(trimmed), let other = SearchSpace.builtIn.first(where: { $0.forms.owns(trimmed) }), other != space {
            throw ArchitectureError.otherSpace(trimmed, space: other, wanted: space)
        }
        self =
            trimmed.hasPrefix("{")
            ? try ArchitectureObject(trimmed, in: space).architecture() : try space.forms.read(trimmed, in: space)
    }
}
