import Foundation
import Tensors

/// Reads the table that lists a space's architectures: a column a node with a type's name, and the edges in a column `edges` (`a>b a>c`) or in
/// a column a slot, named `a>b`, of 0 and 1. Works on bytes: a table may have a million rows.
struct ListingReader {
    private let document: OwnDocument
    private let path: String
    private(set) var mistakes: [SpaceMistake] = []
    /// Columns that say nothing of the architectures.
    private(set) var ignored: [String] = []

    /// More would hide the first.
    private static let most = 20

    /// What a column is.
    private enum Column { case node(Int), edges, slot(Int), none }

    private var types: [UInt8] = []
    private var runs: [Int32] = []
    private var edges: [[Bool]] = []
    private var runOfEdges: [[Bool]: Int32] = [:]
    /// The run of a field's text, by its hash, with the text.
    private var runOfField: [UInt64: (field: Range<Int>, run: Int32)] = [:]
    /// Nodes of each run that an edge touches, and those on a path from the first to the last.
    private var touched: [UInt64] = [], reached: [UInt64] = []

    init(_ document: OwnDocument, path: String) { (self.document, self.path) = (document, path) }

    /// - Throws: `InputFileError`, `OwnSpaceError.mistakes`
    mutating func read() throws -> OwnListing {
        let data = try InputFile.contents(of: path, as: .table)
        data.withUnsafeBytes { read($0.bindMemory(to: UInt8.self)) }
        guard mistakes.isEmpty else { throw OwnSpaceError.mistakes(file: path, mistakes) }
        return OwnListing(types: types, runs: runs, edges: edges)
    }

    private mutating func note(_ rule: String, _ place: String = "", line: Int?) {
        guard mistakes.count < Self.most else { return }
        mistakes.append(SpaceMistake(line: line, place: place, rule: rule))
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        var records = CSVRecords(bytes), fields: [CSVRecords.Field] = []
        do throws(CSVRecords.Failure) {
            guard try records.next(into: &fields) else { return note("the file is empty: a header and a row an architecture are wanted", line: nil) }
            guard let columns = header(fields.map(records.text), line: records.line) else { return }
            try readRows(&records, columns, bytes)
        } catch {
            switch error {
            case .openQuote(let line): note("a quote is opened here and never closed", line: line)
            case .textAfterQuote(let line): note("text follows a closing quote", line: line)
            }
        }
        if mistakes.isEmpty, runs.count < 2 { note("it lists \(runs.count == 0 ? "no architecture" : "a single architecture"): there is nothing to choose", line: nil) }
    }

    private mutating func header(_ names: [String], line: Int) -> [Column]? {
        let layout = document.layout
        var columns: [Column] = [], seen: Set<String> = [], hasEdges = false, slots: Set<Int> = []
        for name in names {
            var column = Column.none
            if let node = document.nodes.firstIndex(of: name) { column = .node(node) }
            if name == "edges" { (column, hasEdges) = (.edges, true) }
            if let slot = layout.slots.firstIndex(where: { "\(document.nodes[$0.from])>\(document.nodes[$0.to])" == name }) {
                column = .slot(slot)
                slots.insert(slot)
            }
            if case .none = column {
                if name.contains(">") { note("'slots' has no \(name.escaped(limit: 40))", "column '\(name.escaped(limit: 40))'", line: line) }
                ignored.append(name.escaped(limit: 40))
            } else if !seen.insert(name).inserted {
                note("the column stands there twice", "column '\(name)'", line: line)
            }
            columns.append(column)
        }
        for node in document.nodes where !seen.contains(node) && !document.types.contains(node) {
            note("there is no column '\(node)': a column a node is wanted, unless a type is called as the node is", line: line)
        }
        if hasEdges, !slots.isEmpty { note("there are a column 'edges' and columns of slots; leave one or the other out", line: line) }
        if hasEdges, layout.slots.isEmpty { note("'slots' names none, so that the column 'edges' can say nothing", line: line) }
        if !hasEdges, !layout.slots.isEmpty {
            for slot in layout.slots.indices where !slots.contains(slot) {
                note("there is no column 'edges', and none of the slot \(text(slot))", line: line)
            }
        }
        return mistakes.isEmpty ? columns : nil
    }

    private func text(_ slot: Int) -> String {
        let slot = document.slots[slot]
        return "\(document.nodes[slot.from])>\(document.nodes[slot.to])"
    }

    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash = ByteHash()
        for byte in bytes { hash.add(byte) }
        return hash.value
    }

    private mutating func readRows(_ records: inout CSVRecords, _ columns: [Column], _ bytes: UnsafeBufferPointer<UInt8>) throws(CSVRecords.Failure) {
        let nodes = document.nodes.count, slots = document.slots.count
        let known = Dictionary(document.types.enumerated().map { (Self.hash($1.utf8), UInt8($0)) }, uniquingKeysWith: { first, _ in first })
        let spelled = document.types.map { Array($0.utf8) }
        var index = RowIndex(count: min(bytes.count / max(2 * nodes, 1) + 1, ArchitectureList.most))
        var row = document.nodes.map { node in UInt8(document.types.firstIndex(of: node) ?? 0) }
        var own = [Bool](repeating: false, count: slots)
        let hasSlotColumns = columns.contains { if case .slot = $0 { true } else { false } }
        // Without slots all rows have the same edges: none.
        var lines: [Int32] = [], fields: [CSVRecords.Field] = []
        while try records.next(into: &fields), mistakes.count < Self.most {
            let line = records.line, before = mistakes.count
            guard fields.count == columns.count else {
                note("the row has \(fields.count) \(fields.count == 1 ? "field" : "fields"); the header has \(columns.count)", line: line)
                continue
            }
            if runs.count == ArchitectureList.most {
                note("there are more than \(ArchitectureList.most) architectures; a list has at most so many: describe the space by 'blocks'", line: line)
                return
            }
            var run: Int32 = -1
            for (column, field) in zip(columns, fields) {
                let text = UnsafeBufferPointer(rebasing: bytes[field.range])
                switch column {
                case .none: continue
                case .node(let node):
                    if let type = known[Self.hash(text)], text.elementsEqual(spelled[Int(type)]) {
                        row[node] = type
                    } else {
                        let name = records.text(of: field)
                        note("there is no type '\(name.escaped(limit: 40))'" + Suggestion.text(for: name, among: document.types), document.nodes[node], line: line)
                    }
                case .edges: run = self.run(of: field.range, in: bytes, line: line)
                case .slot(let slot):
                    if text.count == 1, text[0] == .zero || text[0] == .zero + 1 {
                        own[slot] = text[0] != .zero
                    } else {
                        note("'\(text.escaped(limit: 20))' is neither 0 nor 1", self.text(slot), line: line)
                    }
                }
            }
            if hasSlotColumns || slots == 0 { run = self.run(of: own) }
            guard mistakes.count == before, isConnected(row, run: run, line: line) else { continue }
            var hash = ByteHash()
            for type in row { hash.add(type) }
            for shift in [0, 8, 16, 24] as [Int32] { hash.add(UInt8(truncatingIfNeeded: run >> shift)) }
            let place = runs.count, first = types.count
            types.append(contentsOf: row)
            runs.append(run)
            let twin = index.insert(place, hash.value) { other in
                runs[other] == run && (0..<nodes).allSatisfy { types[other * nodes + $0] == types[first + $0] }
            }
            lines.append(Int32(truncatingIfNeeded: line))
            if let twin { note("the architecture stands on line \(lines[twin]) already; each is listed once", line: line) }
        }
    }

    /// The run of a field of edges such as `in>1 1>out`; -1 where the field is no such thing.
    private mutating func run(of field: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, line: Int) -> Int32 {
        let text = UnsafeBufferPointer(rebasing: bytes[field]), hash = Self.hash(text)
        if let known = runOfField[hash], text.elementsEqual(UnsafeBufferPointer(rebasing: bytes[known.field])) { return known.run }
        var own = [Bool](repeating: false, count: document.slots.count)
        for word in String(decoding: text, as: UTF8.self).split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }) {
            guard let slot = document.slots.indices.first(where: { self.text($0) == word }) else {
                note("'\(word.escaped(limit: 40))' is none of 'slots'", "edges", line: line)
                return -1
            }
            if own[slot] { note("\(word) stands there twice", "edges", line: line) }
            own[slot] = true
        }
        let run = self.run(of: own)
        runOfField[hash] = (field, run)
        return run
    }

    private mutating func run(of own: [Bool]) -> Int32 {
        if let known = runOfEdges[own] { return known }
        let run = Int32(edges.count)
        edges.append(own)
        runOfEdges[own] = run
        // Slots lead forward; in the order of their ends one pass a direction reaches all.
        let present = document.slots.indices.filter { own[$0] }.map { document.slots[$0] }
        var from: UInt64 = 1, to: UInt64 = 1 << UInt64(document.nodes.count - 1), ends: UInt64 = 0
        for slot in present.sorted(by: { $0.from < $1.from }) where from >> UInt64(slot.from) & 1 == 1 { from |= 1 << UInt64(slot.to) }
        for slot in present.sorted(by: { $0.to > $1.to }) where to >> UInt64(slot.to) & 1 == 1 { to |= 1 << UInt64(slot.from) }
        for slot in present { ends |= 1 << UInt64(slot.from) | 1 << UInt64(slot.to) }
        touched.append(ends)
        reached.append(from & to)
        return run
    }

    /// Whether all nodes that are there lie on a path from the first to the last, and no edge leads to one that is not.
    private mutating func isConnected(_ row: [UInt8], run: Int32, line: Int) -> Bool {
        guard !document.slots.isEmpty else { return true }
        var there: UInt64 = 0
        for (node, type) in row.enumerated() where document.absent.map({ UInt8($0) != type }) ?? true { there |= 1 << UInt64(node) }
        func name(_ nodes: UInt64) -> String { document.nodes[nodes.trailingZeroBitCount] }
        let ghosts = touched[Int(run)] & ~there
        if ghosts != 0, let absent = document.absent {
            note("the node is \(document.types[absent]), and edges lead to or from it", name(ghosts), line: line)
            return false
        }
        let loose = there & ~reached[Int(run)]
        guard loose != 0, !document.allowsLooseNodes else { return true }
        note(
            "the node lies on no path from '\(document.nodes.first ?? "")' to '\(document.nodes.last ?? "")'; leave the row out, or add \"loose\": true to the file of the space if it may",
            name(loose), line: line)
        return false
    }
}
