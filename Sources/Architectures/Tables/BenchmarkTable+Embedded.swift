import Foundation
import Tensors

/// The table that comes with the program: AnalogNAS-Bench, and with it the benchmark's order of cells.
extension BenchmarkTable {
    /// Its file among the assets: F32 `values` [columns, 15625] and U16 `order` [15625].
    public static let embeddedFile = "nasbench201-table.safetensors"

    private static let decimals = 4
    private static let embeddedMetadata = [
        "name": "AnalogNAS-Bench",
        "credit": """
        AnalogNAS-Bench (IBM analog-nas; PyPI analog-nasbench 0.1.3), Apache-2.0: CIFAR-10 accuracy of every \
        NAS-Bench-201 cell (Dong & Yang, ICLR 2020) in floating point, quantised, noisy and on analog hardware
        """,
        "licence": "Apache-2.0",
        "source": "https://github.com/IBM/analog-nas",
        "decimals": "\(decimals)",
    ]

    /// Reads the table that comes with the program.
    /// - Throws: `AssetError`, `SafetensorsError` or `BenchmarkTableError.malformed`.
    public static func embedded(assets: AssetLocator = AssetLocator()) throws -> (
        table: BenchmarkTable, order: BenchmarkOrder
    ) {
        let path = try assets.path(of: embeddedFile)
        let file = try Safetensors(contentsOf: path)
        let names = try columnNames(of: file)
        let values = try file.floats("values", shape: [names.count, Cell.count])
        guard let order = BenchmarkOrder(codes: try file.uint16s("order", shape: [Cell.count])) else {
            throw BenchmarkTableError.malformed(file: path, rule: "'order' must name every cell once")
        }
        return (BenchmarkTable(file: file, columnNames: names, values: values.map(decimal)), order)
    }

    /// Makes the file that `embedded` reads from AnalogNAS-Bench as CSV (a column `index`, `arch`, figures with at
    /// most four decimals).
    /// - Throws: `BenchmarkTableError` when a figure would change or the order is incomplete; `AtomicFileError`.
    public static func writeEmbedded(csv path: String, to output: String) throws {
        let rows = try TableText(contentsOf: path).cells()
        let csv = BenchmarkTable(rows, name: "")
        for column in csv.columns {
            if let value = column.values.first(where: { !$0.isNaN && decimal(Float($0)) != $0 }) {
                throw BenchmarkTableError.notCompact(file: path, column: column.name, value: value)
            }
        }
        var codes = [UInt16](repeating: .max, count: Cell.count)
        for (code, index) in zip(rows.keys, rows.index ?? []) {
            guard let place = Int(exactly: index), codes.indices.contains(place) else { continue }
            codes[place] = UInt16(code)
        }
        guard BenchmarkOrder(codes: codes) != nil else { throw BenchmarkTableError.noBenchmarkOrder(file: path) }

        var file = Safetensors(metadata: csv.metadata.merging(embeddedMetadata) { _, new in new })
        file.tensors["values"] = Safetensors.Tensor(
            csv.columns.flatMap { $0.values.map(Float.init) }, shape: [csv.columns.count, Cell.count])
        file.tensors["order"] = Safetensors.Tensor(codes, shape: [Cell.count])
        try file.write(to: output)
    }

    /// The decimal number of four places that a stored value stands for, exactly as parsing its text gives it:
    /// a whole number divided by a power of ten rounds once.
    private static func decimal(_ stored: Float) -> Double { (Double(stored) * 10_000).rounded() / 10_000 }
}
