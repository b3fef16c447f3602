/// Where a row of a table says which network it is of.
struct NetworkForm {
    private enum Columns {
        case lists(depths: Int, kernels: Int, expands: Int)
        case arch(Int)
    }

    private let columns: Columns
    private let names: [String]
    /// Columns that say at which resolution or width a network is meant.
    private let settings: [Int]

    /// Three columns of lists, a column `arch`, or the first whose field in the first row is a network; nil where there are none.
    init?(_ names: [String], _ firstRow: [String]) {
        let lists = [["depths", "d"], ["kernels", "ks"], ["expands", "e"]].map { words in names.firstIndex { words.contains($0) } }
        if let depths = lists[0], let kernels = lists[1], let expands = lists[2] {
            columns = .lists(depths: depths, kernels: kernels, expands: expands)
        } else if let arch = firstRow.firstIndex(where: { (try? MobileNet(parsing: $0)) != nil }) ?? names.firstIndex(where: { $0.lowercased() == "arch" }) {
            columns = .arch(arch)
        } else {
            return nil
        }
        self.names = names
        settings = names.indices.filter { MobileNetSetting.keys.contains(names[$0].lowercased()) }
    }

    /// The column of written forms, where there is one.
    var archPlace: Int? {
        switch columns {
        case .lists: nil
        case .arch(let place): place
        }
    }

    var places: [Int] {
        switch columns {
        case .lists(let depths, let kernels, let expands): [depths, kernels, expands] + settings
        case .arch(let place): [place] + settings
        }
    }

    /// - Throws: `BenchmarkTableError.invalidNetwork`
    func network(_ fields: [CSVRecords.Field], _ records: CSVRecords, line: Int, path: String) throws -> MobileNet? {
        do {
            for place in settings { try MobileNetSetting.check(column: names[place], records.text(of: fields[place])) }
            switch columns {
            case .lists(let depths, let kernels, let expands):
                let lists = (records.bytes(of: fields[depths]), records.bytes(of: fields[kernels]), records.bytes(of: fields[expands]))
                if let network = MobileNet(digits: lists.0, lists.1, lists.2) { return network }
                if lists.0.isEmpty, lists.1.isEmpty, lists.2.isEmpty { return nil }
                return try MobileNet(
                    depths: records.text(of: fields[depths]), kernels: records.text(of: fields[kernels]),
                    expansions: records.text(of: fields[expands]))
            case .arch(let place):
                let text = records.text(of: fields[place])
                return text.trimmingBlanks.isEmpty ? nil : try MobileNet(parsing: text)
            }
        } catch {
            throw BenchmarkTableError.invalidNetwork(file: path, line: line, reason: "\(error)")
        }
    }
}
