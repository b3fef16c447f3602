import Foundation
import Tensors

/// The tables that come with the program.
extension BenchmarkTable {
    /// What can be counted rather than measured, of every architecture of a listed space; nil where nothing can.
    public static func counted(of space: SearchSpace) -> BenchmarkTable? {
        guard let list = space.list else { return nil }
        let counted = space.forms.counted(list) + space.costs.map { ($0.name, $0.values(in: space)) }
        guard !counted.isEmpty else { return nil }
        return BenchmarkTable(
            name: "analytic", of: space, credit: "Counted from the network's layers.",
            columns: counted.map { Column(of: space, name: $0.name, values: $0.values) })
    }

    /// The benchmark's table of a space, from its file among the assets: F32 `values` [columns, architectures]; nil where the space has none.
    /// - Throws: `AssetError`, `SafetensorsError` or `BenchmarkTableError.malformed`.
    public static func embedded(of space: SearchSpace, assets: AssetLocator = AssetLocator()) throws -> BenchmarkTable? {
        try space.assets.tables.first.flatMap { try stored($0, of: space, assets) }
    }

    /// nil where the space has no list.
    private static func stored(_ file: String, of space: SearchSpace, _ assets: AssetLocator) throws -> BenchmarkTable? {
        guard let count = space.list?.count else { return nil }
        let path = try assets.path(of: file), stored = try Safetensors(contentsOf: path)
        let names = try columnNames(of: stored), values = try stored.floats("values", shape: [names.count, count])
        guard let digits = StoredDigits(stored.metadata) else {
            throw BenchmarkTableError.malformed(file: path, rule: "its metadata must say 'decimals' or 'digits'")
        }
        return BenchmarkTable(file: stored, of: space, columnNames: names, values: values.map(digits.value))
    }

    /// All tables of a space that come with the program: what is counted, the benchmark's, and what was measured here.
    /// - Throws: as `embedded(of:assets:)`
    public static func allEmbedded(of space: SearchSpace, assets: AssetLocator = AssetLocator()) throws -> [BenchmarkTable] {
        [counted(of: space)].compactMap { $0 } + (try space.assets.tables.compactMap { try stored($0, of: space, assets) })
    }

    /// What is told of an embedded table.
    public struct About: Sendable {
        public let name, credit, licence, source: String

        public init(name: String, credit: String, licence: String, source: String) {
            (self.name, self.credit, self.licence, self.source) = (name, credit, licence, source)
        }
    }

    /// Makes the file that `embedded` reads from a CSV file that names every architecture of a space in its own form, and by the benchmark's
    /// number in a column `index` where the file is to bring the benchmark's order.
    /// - Parameter digits: what each figure is kept to
    /// - Throws: `BenchmarkTableError` when a figure would change or the benchmark's order is incomplete; `AtomicFileError`.
    public static func writeEmbedded(csv path: String, of space: SearchSpace, digits: StoredDigits, about: About, to output: String) throws {
        let rows = try TableText(contentsOf: path).rows(of: space), table = BenchmarkTable(rows, name: about.name, credit: about.credit)
        for column in table.columns {
            if let value = column.values.first(where: { !$0.isNaN && digits.value(Float($0)) != $0 }) {
                throw BenchmarkTableError.notCompact(file: path, column: column.name, value: value)
            }
        }
        var file = Safetensors(metadata: table.metadata.merging(["licence": about.licence, "source": about.source]) { _, new in new })
        file.metadata.merge(digits.metadata) { _, new in new }
        file.tensors["values"] = Safetensors.Tensor(
            table.columns.flatMap { $0.values.map(Float.init) }, shape: [table.columns.count, table.count])
        // The benchmark's own table brings its order of the architectures; of others it is not asked.
        if let index = rows.index {
            guard let numbers = space.forms.kept(numbers: index, of: rows.architectures) else { throw BenchmarkTableError.noBenchmarkOrder(file: path) }
            file.tensors.merge(numbers) { _, new in new }
        }
        try file.write(to: output)
    }
}

/// To which digits figures stand in 32 bits: what is stored stands for the decimal number of so many digits beside it, exactly as parsing its text
/// gives it, since a whole number divided by a power of ten rounds once.
public enum StoredDigits: String, Sendable, Hashable, CaseIterable {
    /// Four places behind the point.
    case decimals
    /// Six digits, the first of which is not zero.
    case significant

    init?(_ metadata: [String: String]) {
        if metadata["decimals"] == "4" { self = .decimals } else if metadata["digits"] == "6" { self = .significant } else { return nil }
    }

    var metadata: [String: String] { self == .decimals ? ["decimals": "4"] : ["digits": "6"] }

    func value(_ stored: Float) -> Double {
        let value = Double(stored)
        guard self == .significant else { return (value * 10_000).rounded() / 10_000 }
        guard value != 0, value.isFinite else { return value }
        let places = 5 - Int(log10(abs(value)).rounded(.down))
        guard (0...22).contains(places) else { return places < 0 ? (value / pow(10, Double(-places))).rounded() * pow(10, Double(-places)) : value }
        let scale = pow(10, Double(places))
        return (value * scale).rounded() / scale
    }
}
