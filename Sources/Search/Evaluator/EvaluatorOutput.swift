import Foundation

/// Reads figures from what an evaluator printed.
public enum EvaluatorOutput {
    /// The numbers of the last JSON object that starts at the beginning of a line; what else is printed, before or behind it, does not matter.
    /// - Parameter columns: what must be among them
    /// - Throws: `EvaluatorFailure.Cause`
    public static func figures(in output: Data, columns: [String]) throws(EvaluatorFailure.Cause) -> [String: Double] {
        guard let object = lastObject(in: output) else {
            guard let line = lastLine(startingWithBrace: output) else { throw .noObject }
            throw .malformed(line)
        }
        var figures: [String: Double] = [:]
        for (name, value) in object { figures[name] = value.number }
        for column in columns where figures[column] == nil {
            guard let value = object[column] else { throw .lacksColumn(column, given: object.keys.sorted()) }
            throw .notANumber(column: column, value: value.text)
        }
        return figures
    }

    private static let brace = UInt8(ascii: "{")

    /// Where lines begin that begin with a brace, the last first.
    private static func places(_ bytes: Data) -> [Data.Index] {
        var places: [Data.Index] = []
        var isAtStart = true
        for place in bytes.indices {
            if isAtStart, bytes[place] == brace { places.append(place) }
            isAtStart = bytes[place] == 0x0A || bytes[place] == 0x0D
        }
        return Array(places.suffix(64).reversed())
    }

    private static func lastObject(in bytes: Data) -> [String: Value]? {
        let decoder = JSONDecoder()
        for place in places(bytes) {
            guard let end = end(ofObjectAt: place, in: bytes) else { continue }
            if let object = try? decoder.decode([String: Value].self, from: bytes[place..<end]) { return object }
        }
        return nil
    }

    private static func lastLine(startingWithBrace bytes: Data) -> String? {
        places(bytes).first.map { place in
            String(decoding: bytes[place...].prefix { $0 != 0x0A && $0 != 0x0D }.prefix(200), as: UTF8.self)
        }
    }

    /// Behind the brace that closes the one here; nil where none does.
    private static func end(ofObjectAt place: Data.Index, in bytes: Data) -> Data.Index? {
        var depth = 0, isText = false, isEscaped = false
        for index in bytes[place...].indices {
            switch bytes[index] {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isText: isEscaped = true
            case UInt8(ascii: "\""): isText.toggle()
            case brace where !isText: depth += 1
            case UInt8(ascii: "}") where !isText:
                depth -= 1
                if depth == 0 { return bytes.index(after: index) }
            default: break
            }
        }
        return nil
    }

    private enum Value: Decodable {
        case number(Double), other(String)

        init(from decoder: any Decoder) throws {
            let content = try decoder.singleValueContainer()
            if let number = try? content.decode(Double.self) {
                self = number.isFinite ? .number(number) : .other("\(number)")
            } else if let flag = try? content.decode(Bool.self) {
                self = .other("\(flag)")
            } else if let text = try? content.decode(String.self) {
                self = .other("\"\(text)\"")
            } else {
                self = .other(content.decodeNil() ? "null" : "no number")
            }
        }

        var number: Double? { if case .number(let number) = self { number } else { nil } }
        var text: String { switch self { case .number(let number): "\(number)"; case .other(let text): text } }
    }
}
