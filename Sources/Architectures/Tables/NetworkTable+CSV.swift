import Foundation
import Tensors

extension NetworkTable {
    /// Reads a CSV file: a header with `depths`, `kernels` and `expands` (numbers divided by blanks; also `d`, `ks`, `e`) or with `arch` (any
    /// written form of a network), and at least one column of numbers, then rows. Columns may stand in any order. A network that stands in
    /// several rows has the mean of their figures. What was left out or changed is told in `notes`.
    /// - Throws: `InputFileError`; `BenchmarkTableError` with file, line, column, value and rule
    public init(csv path: String, name: String? = nil) throws { try self.init(try TableText(contentsOf: path), name: name) }

    /// Reads the bytes of a CSV file; `path` names it in errors.
    public init(csvData data: Data, path: String, name: String? = nil) throws { try self.init(try TableText(data, path: path), name: name) }

    init(_ text: TableText, name: String? = nil) throws {
        let rows = try FigureRows<MobileNet>(text) { names, firstRow in
            guard let form = NetworkForm(names, firstRow) else {
                let isOfCells = (try? FigureRows.cells(names, firstRow, path: text.path)) != nil
                throw isOfCells
                    ? BenchmarkTableError.otherSpace(file: text.path, space: .nasbench201, wanted: .mobilenetv3) : .noNetworkColumns(file: text.path)
            }
            if let arch = form.archPlace, firstRow.indices.contains(arch), (try? Cell(archString: firstRow[arch])) != nil {
                throw BenchmarkTableError.otherSpace(file: text.path, space: .nasbench201, wanted: .mobilenetv3)
            }
            return FigureRows<MobileNet>.Form(places: form.places) { records, fields, line in
                try form.network(fields, records, line: line, path: text.path)
            }
        }
        self.init(
            name: name ?? URL(fileURLWithPath: text.path).deletingPathExtension().lastPathComponent, networks: rows.keys,
            columns: rows.columns.map { Column(name: $0.name, values: $0.values) }, notes: rows.notes)
    }
}

extension MobileNet {
    /// The network of three lists of single digits, one blank between two; nil for anything else, which the slow way reads or says what is
    /// wrong with. Allocates nothing.
    init?(
        digits depths: UnsafeBufferPointer<UInt8>, _ kernels: UnsafeBufferPointer<UInt8>, _ expansions: UnsafeBufferPointer<UInt8>
    ) {
        let layers = MobileNet.layerCount
        guard depths.count == 2 * MobileNet.stageCount - 1, kernels.count == 2 * layers - 1, expansions.count == 2 * layers - 1 else {
            return nil
        }
        func digit(_ list: UnsafeBufferPointer<UInt8>, _ place: Int) -> Int {
            guard place == 0 || list[2 * place - 1] == .space else { return -1 }
            return Int(list[2 * place]) - Int(UInt8.zero)
        }
        var codes = SIMD8<UInt16>(repeating: 0)
        for stage in 0..<MobileNet.stageCount {
            let depth = digit(depths, stage)
            guard Stage.depths.contains(depth) else { return nil }
            var (code, place) = (0, 1)
            for layer in 0..<MobileNet.layersPerStage {
                let node = stage * MobileNet.layersPerStage + layer
                let (kernel, expansion) = (digit(kernels, node), digit(expansions, node))
                if layer >= depth {
                    guard kernel == 0, expansion == 0 else { return nil }
                } else {
                    guard let found = Layer(kernel: kernel, expansion: expansion) else { return nil }
                    code += found.code * place
                    place *= Layer.count
                }
            }
            codes[stage] = UInt16(Stage.starts[depth - 2] + code)
        }
        self.init(knownCodes: codes)
    }
}
