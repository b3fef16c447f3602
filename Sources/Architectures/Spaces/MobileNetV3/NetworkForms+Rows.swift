import Tensors

/// Networks in tables.
extension NetworkForms {
    var examples: String { "a network such as 2-3-4_2-5-6_0-0-0_…, and there are no columns 'depths', 'kernels' and 'expands'" }

    /// Three columns of lists (`depths`, `kernels`, `expands`; also `d`, `ks`, `e`), a column `arch`, or the first whose field in the first row is a network;
    /// nil where there are none.
    func rows(_ names: [String], _ firstRow: [String], of space: SearchSpace) -> RowForm? {
        let lists = [["depths", "d"], ["kernels", "ks"], ["expands", "e"]].map { words in names.firstIndex { words.contains($0) } }
        // Columns that say at which resolution or width a network is meant.
        let settings = names.indices.filter { MobileNetSetting.keys.contains(names[$0].lowercased()) }
        if let depths = lists[0], let kernels = lists[1], let expands = lists[2] {
            return RowForm(places: [depths, kernels, expands] + settings) { records, fields in
                try Self.check(settings, names, records, fields)
                let lists = (records.bytes(of: fields[depths]), records.bytes(of: fields[kernels]), records.bytes(of: fields[expands]))
                if let network = MobileNet(digits: lists.0, lists.1, lists.2) { return Architecture(network) }
                if lists.0.isEmpty, lists.1.isEmpty, lists.2.isEmpty { return nil }
                return Architecture(
                    try MobileNet(
                        depths: records.text(of: fields[depths]), kernels: records.text(of: fields[kernels]),
                        expansions: records.text(of: fields[expands])))
            }
        }
        guard let arch = firstRow.firstIndex(where: { (try? MobileNet(parsing: $0)) != nil }) else { return nil }
        return rows(names, at: arch, of: space)
    }

    func rows(_ names: [String], at place: Int, of space: SearchSpace) -> RowForm {
        let settings = names.indices.filter { MobileNetSetting.keys.contains(names[$0].lowercased()) }
        return RowForm(places: [place] + settings) { records, fields in
            try Self.check(settings, names, records, fields)
            let text = records.text(of: fields[place])
            return text.trimmingBlanks.isEmpty ? nil : Architecture(try MobileNet(parsing: text))
        }
    }

    private static func check(_ settings: [Int], _ names: [String], _ records: CSVRecords, _ fields: [CSVRecords.Field]) throws {
        for place in settings { try MobileNetSetting.check(column: names[place], records.text(of: fields[place])) }
    }

    /// Tables were kept by stages once: U16 `stages` [networks, 5].
    func formerlyKept(_ file: Safetensors) throws -> [Architecture]? {
        guard file.tensors["stages"] != nil else { return nil }
        let codes = try file.uint16s("stages").map { Int($0) }, count = codes.count / MobileNet.stageCount
        let networks = (0..<count).compactMap { row -> MobileNet? in
            try? MobileNet((0..<MobileNet.stageCount).compactMap { MobileNet.Stage(code: codes[MobileNet.stageCount * row + $0]) })
        }
        guard codes.count == MobileNet.stageCount * count, networks.count == count else {
            throw BenchmarkTableError.malformed(file: file.name, rule: "'stages' must name networks")
        }
        return networks.map { Architecture($0) }
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
