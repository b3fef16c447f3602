import Foundation

/// Reads figures from what an evaluator printed.
public enum EvaluatorOutput {
    /// Bytes that are read of it at most: the last.
    public static let limit = 1 << 20

    /// The numbers of the last outer JSON object that starts at the beginning of a line. (`PrintedObjects` says what that is.) If that one
    /// cannot be read, or holds a number that is not finite, there are no figures: an older object is never taken for it.
    /// - Parameters:
    ///   - columns: what must be among them
    ///   - isCut: whether more was printed before
    /// - Throws: `EvaluatorFailure.Cause`
    public static func figures(in output: Data, columns: [String], isCut: Bool = false) throws(EvaluatorFailure.Cause) -> [String: Double] {
        let output = Data(output)
        let printed = PrintedObjects(output, isCut: isCut)
        guard let last = printed.last else {
            throw .noObject(inLine: printed.lineWithObject.map { line(at: $0, of: output) })
        }
        let text = line(at: last.start, of: output)
        if printed.isWithinLost { throw .tooLong(limit: limit) }
        guard let end = last.end else { throw .unfinished(text) }
        guard output[last.start] == UInt8(ascii: "{") else { throw .list(text) }
        let bytes = output[last.start..<end]
        guard !JSONKeys.hasCommaAtAnEnd(bytes) else { throw .malformed(text) }
        let object: [String: JSONFigure]
        do {
            object = try JSONDecoder().decode([String: JSONFigure].self, from: bytes)
        } catch {
            throw .malformed(text)
        }
        if let key = JSONKeys.firstTwice(in: bytes) { throw .twice(column: key) }
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            if case .unbounded = value { throw .notANumber(column: name, value: value.text) }
        }
        for column in columns where object[column]?.number == nil {
            guard let value = object[column] else { throw .lacksColumn(column, given: object.keys.sorted()) }
            throw .notANumber(column: column, value: value.text)
        }
        return object.compactMapValues(\.number)
    }

    private static func line(at place: Data.Index, of bytes: Data) -> String {
        String(decoding: bytes[place...].prefix { $0 != 0x0A && $0 != 0x0D }.prefix(200), as: UTF8.self)
    }
}

/// A value of a JSON object, as far as figures go.
private enum JSONFigure: Decodable {
    case number(Double), other(String), unbounded

    init(from decoder: any Decoder) throws {
        let content = try decoder.singleValueContainer()
        if let number = try? content.decode(Double.self) {
            self = number.isFinite ? .number(number) : .unbounded
        } else if let flag = try? content.decode(Bool.self) {
            self = .other("\(flag)")
        } else if let text = try? content.decode(String.self) {
            self = .other("\"\(text)\"")
        } else if content.decodeNil() {
            self = .other("null")
        } else if (try? decoder.unkeyedContainer()) != nil {
            self = .other("a list")
        } else if (try? decoder.container(keyedBy: AnyKey.self)) != nil {
            self = .other("an object")
        } else {
            self = .unbounded
        }
    }

    var number: Double? { if case .number(let number) = self { number } else { nil } }

    var text: String {
        switch self {
        case .number(let number): "\(number)"
        case .other(let text): text
        case .unbounded: "larger than any number"
        }
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
