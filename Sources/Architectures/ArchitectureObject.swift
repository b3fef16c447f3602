import Foundation
import Tensors

/// A JSON object that says which architecture it is about, under one or several keys: our documents, what evaluators are handed, and
/// Once-for-All's lists.
struct ArchitectureObject {
    private let entries: [String: Any]
    private let space: SearchSpace

    /// - Throws: `ArchitectureError.json`
    init(_ text: String, in space: SearchSpace) throws {
        let object: Any
        do {
            object = try JSONSerialization.jsonObject(with: Data(text.utf8))
        } catch {
            throw ArchitectureError.json(reason: "it is not valid JSON")
        }
        guard let entries = object as? [String: Any] else { throw ArchitectureError.json(reason: "it is no object") }
        self.entries = entries
        self.space = space
    }

    /// What all its keys agree on.
    /// - Throws: `ArchitectureError` where there is none of them or two name different ones, and what is wrong with one
    func architecture(order: BenchmarkOrder?) throws -> Architecture {
        if let name = entries["space"] as? String, let other = SearchSpace(rawValue: name), other != space {
            throw ArchitectureError.otherSpace("{\"space\": \"\(name)\", …}", space: other, wanted: space)
        }
        if space == .mobilenetv3 { try MobileNetSetting.check(entries) }
        var found: (key: String, architecture: Architecture)?
        for key in ["arch"] + Self.keys(of: space) {
            guard let architecture = try read(key, order: order) else { continue }
            if let found, found.architecture != architecture { throw ArchitectureError.disagreement(found.key, key) }
            found = found ?? (key, architecture)
        }
        guard let found else {
            if let other = SearchSpace.allCases.first(where: { $0 != space && !Self.keys(of: $0).allSatisfy { entries[$0] == nil } }) {
                throw ArchitectureError.otherSpace("{…}", space: other, wanted: space)
            }
            throw ArchitectureError.json(
                reason: "it has none of the keys \((["arch"] + Self.keys(of: space)).map { "'\($0)'" }.joined(separator: ", "))")
        }
        return found.architecture
    }

    private static func keys(of space: SearchSpace) -> [String] {
        switch space {
        case .nasbench201: ["operations", "naslib_tuple"]
        case .mobilenetv3: ["network", "d", "ks", "e"]
        }
    }

    private func read(_ key: String, order: BenchmarkOrder?) throws -> Architecture? {
        guard let value = entries[key] else { return nil }
        func cast<Value>(_: Value.Type, _ rule: String) throws -> Value {
            guard let value = value as? Value else { throw ArchitectureError.json(reason: "'\(key)' must be \(rule)") }
            return value
        }
        switch key {
        case "arch":
            let text = try cast(String.self, "a text")
            guard !text.trimmingBlanks.hasPrefix("{") else { throw ArchitectureError.json(reason: "'arch' must be no object again") }
            return try Architecture(parsing: text, in: space, order: order)
        case "operations":
            let names = try cast([String].self, "a list of operations")
            return .cell(try Cell(names.map { name in
                guard let operation = Operation.allCases.first(where: { $0.benchmarkName == name }) else {
                    let known = Operation.allCases.map { "'\($0.benchmarkName)'" }.joined(separator: ", ")
                    throw ArchitectureError.json(reason: "'operations' may hold \(known) only")
                }
                return operation
            }))
        case "naslib_tuple":
            return .cell(try Cell(naslibTuple: cast([Int].self, "a list of whole numbers")))
        case "network":
            return .network(try MobileNet(json: Self.text(of: cast([String: Any].self, "an object"))))
        default:
            return .network(try MobileNet(json: Self.text(of: entries)))
        }
    }

    /// Written again, for what reads texts. What JSON was read from can be written.
    private static func text(of object: [String: Any]) throws -> String {
        String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
    }
}

/// What is wrong with a written architecture before it is one of a space.
public enum ArchitectureError: Error, Hashable, Sendable {
    case otherSpace(String, space: SearchSpace, wanted: SearchSpace)
    case json(reason: String)
    /// Two keys of an object name different architectures.
    case disagreement(String, String)
}

extension ArchitectureError: CustomStringConvertible, LocalizedError {
    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .otherSpace(let text, let space, let wanted):
            "'\(text.escaped(limit: 60))' is \(Self.name(space)), and \(Self.name(wanted)) is wanted here; where a line can choose, --space \(space.rawValue) takes it"
        case .json(let reason): "the JSON is no architecture: \(reason)"
        case .disagreement(let one, let other): "the JSON is no architecture: '\(one)' and '\(other)' are different ones; leave one of them out"
        }
    }

    private static func name(_ space: SearchSpace) -> String {
        switch space {
        case .nasbench201: "a cell of NAS-Bench-201"
        case .mobilenetv3: "a network of MobileNetV3"
        }
    }
}
