import Foundation
import Tensors

/// Tables that are written as JSON, turned into CSV: a list of objects (also as the only list of an object, as `generate --format json`
/// writes, or one object a line), or an object of columns, as pandas writes.
enum TableJSON {
    /// What is read of it takes many times its size.
    private static let limit = 64 << 20

    /// - Throws: `BenchmarkTableError.notATable`, `InputFileError.tooLong`
    static func csv(_ data: Data, path: String) throws -> Data {
        guard data.count <= limit else { throw InputFileError.tooLong(file: path, limit: limit) }
        let rows = try rows(of: try values(data, path: path), path: path).map { row in
            var fields: [String: String] = [:]
            for (key, value) in row { value.flatten(key, into: &fields) }
            return fields
        }
        // Objects have no order.
        let names = Set(rows.flatMap(\.keys)).sorted { ($0 == "arch" ? 0 : 1, $0) < ($1 == "arch" ? 0 : 1, $1) }
        let lines = [names] + rows.map { row in names.map { row[$0] ?? "" } }
        return Data(lines.map { line in line.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n" }.joined().utf8)
    }

    private static func values(_ data: Data, path: String) throws -> [Value] {
        if let whole = try? JSONDecoder().decode(Value.self, from: data) { return [whole] }
        return try data.split(separator: .newline).enumerated().compactMap { place, line in
            guard !line.allSatisfy({ $0.isBlank }) else { return nil }
            guard let value = try? JSONDecoder().decode(Value.self, from: line) else {
                throw BenchmarkTableError.notATable(file: path, line: place + 1)
            }
            return value
        }
    }

    private static func rows(of values: [Value], path: String) throws -> [[String: Value]] {
        if values.count > 1 { return try values.map { try object($0, path: path) } }
        switch values.first {
        case .list(let list): return try list.map { try object($0, path: path) }
        case .object(let object):
            let lists = object.values.compactMap { value -> [Value]? in if case .list(let list) = value { list } else { nil } }
            if lists.count == 1, case .object? = lists[0].first { return try lists[0].map { try Self.object($0, path: path) } }
            return try columns(object, path: path)
        default: throw BenchmarkTableError.notATable(file: path, line: 1)
        }
    }

    private static func object(_ value: Value, path: String) throws -> [String: Value] {
        guard case .object(let object) = value else { throw BenchmarkTableError.notATable(file: path, line: 1) }
        return object
    }

    /// `{"arch": {"0": …, "1": …}, "accuracy": {"0": …}}`, or with lists instead of the inner objects.
    private static func columns(_ object: [String: Value], path: String) throws -> [[String: Value]] {
        var rows: [String: [String: Value]] = [:]
        for (name, column) in object {
            switch column {
            case .object(let entries): for (row, value) in entries { rows[row, default: [:]][name] = value }
            case .list(let entries): for (row, value) in entries.enumerated() { rows["\(row)", default: [:]][name] = value }
            default: throw BenchmarkTableError.notATable(file: path, line: 1)
            }
        }
        return rows.sorted { (Int($0.key) ?? .max, $0.key) < (Int($1.key) ?? .max, $1.key) }.map(\.value)
    }

    private enum Value: Decodable {
        case nothing, flag(Bool), number(Double), text(String), list([Value]), object([String: Value])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .nothing
            } else if let flag = try? container.decode(Bool.self) {
                self = .flag(flag)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let list = try? container.decode([Value].self) {
                self = .list(list)
            } else {
                self = .object(try container.decode([String: Value].self))
            }
        }

        /// The fields of a row: what stands in an object has its name in front, and a list of numbers (depths, kernels) is one field.
        func flatten(_ name: String, into fields: inout [String: String]) {
            switch self {
            case .nothing: break
            case .flag(let flag): fields[name] = "\(flag)"
            case .number(let number): fields[name] = Self.text(number)
            case .text(let text): fields[name] = text
            case .list(let list): fields[name] = Self.numbers(list)
            case .object(let object): for (key, value) in object { value.flatten("\(name)_\(key)", into: &fields) }
            }
        }

        private static func text(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }

        private static func numbers(_ list: [Value]) -> String? {
            let texts = list.map { value -> String? in
                switch value {
                case .number(let number): text(number)
                case .nothing: "0"
                default: nil
                }
            }
            return texts.contains(nil) ? nil : texts.compactMap { $0 }.joined(separator: " ")
        }
    }
}
