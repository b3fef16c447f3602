import Architectures
import ArgumentParser
import Diffusion

/// `dnag table additive`
struct TableAdditive: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "additive", abstract: "Fit a figure of MobileNetV3 networks as a sum over their layers.",
        discussion: """
            Latencies that were measured block by block, parameters and multiply-adds are such sums, and their posteriors have a closed form.
            The fit is by least squares on four fifths of the rows; what it leaves is told for those and for the rest.

            EXAMPLE
              dnag table additive networks.csv --property latency_ms_note10 --out latency.safetensors
            """)

    @Argument(help: "A CSV file with columns depths, kernels, expands (or arch) and figures.")
    var file: String

    @Option(help: "The property: a column's name.")
    var property: String

    @Option(help: "Seed of the split.")
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Where the sum goes.", valueName: "file"))
    var out: String

    func run() throws {
        let table = try NetworkTables.read(file)
        let fit = try AdditiveFit(table, property: property, seed: seed)
        let info = fit.property.info
        func text(_ rest: AdditiveFit.Rest) -> String {
            "\(rest.rows) rows, root mean square \(rest.deviation.short), largest \(rest.largest.short)"
        }
        try FactoredPropertyFile.write(
            [fit.property],
            about: [
                "rows": "\(table.count)", "held_out_deviation": "\(fit.heldOut.deviation)",
            ].merging(SplitRecord(seed: seed).about) { $1 }, to: out)
        try Output.write(
            """
            \(out): \(info.title), \(info.format(fit.property.mean)) ± \(info.format(fit.property.deviation)) over the space
            what the sum leaves of the rows fitted to   \(text(fit.training))
            what it leaves of the rows held out         \(text(fit.heldOut))

            """, to: nil)
    }
}

/// Tables of networks as commands read them: an imported one by its name, or a file.
enum NetworkTables {
    /// Tells what the reading of a file left out or changed. - Throws: `BenchmarkTableError`, `InputFileError`
    static func read(_ entry: String, of space: SearchSpace = .mobilenetv3) throws -> BenchmarkTable {
        let store = TableStore(), imported = try store.names()
        let table = try BenchmarkTable.named(entry, of: space, imported: imported, in: store)
        if imported.contains(entry) { return table }
        for note in table.notes { Output.note("\(entry): \(note)") }
        return table
    }
}
