import Architectures
import Foundation
import Tensors

/// What can be wrong with a choice among samples, and what it can come to.
public enum SelectionError: Error, Hashable, Sendable, CustomStringConvertible, LocalizedError {
    case noRelation(String)
    case noProperty(String)
    case notANumber(property: String, relation: Constraint.Relation, value: String)
    case noOrder(String)
    case contradiction(String, String)
    case unknownProperty(String, option: String, known: [String])
    case topWithoutOrder
    case topAboveCount(Int, count: Int)
    case limitWithoutUse
    case limitBelowCount(Int, count: Int)
    /// By the figures of the whole space; the range of each property's figures in words.
    case nothingMeets([String], members: String, ranges: [String])
    case tooFew(found: Int, asked: Int, drawn: Int, nouns: String)
    case noMore(found: Int, asked: Int, drawn: Int, nouns: String)

    public var errorDescription: String? { description }

    public var description: String {
        switch self {
        case .noRelation(let text):
            "'\(text.escaped())' has no bound: write the property, <, <=, > or >=, and a number in the property's own unit, such as 'latency_ms_pixel3<5'"
        case .noProperty(let text):
            "'\(text.escaped())' names no property: write it before the bound, such as 'latency_ms_pixel3<5'"
        case .notANumber(let property, let relation, let value):
            "the bound of '\(property.escaped())' is '\(value.escaped())'; it must be a finite number\(Self.unit(of: property)), such as '\(property.escaped())\(relation.rawValue)5'"
        case .noOrder(let text):
            "'\(text.escaped())' names no property to sort by: write PROPERTY, or min:PROPERTY or max:PROPERTY to say which end comes first"
        case .contradiction(let one, let other):
            "no figure can meet both '\(one.escaped())' and '\(other.escaped())': leave one out"
        case .unknownProperty(let name, let option, let known):
            "\(option) names '\(name.escaped())', of which no table has figures and which the predictor does not know"
                + Suggestion.text(for: name, among: known) + "; a table of it is named by --table FILE"
        case .topWithoutOrder:
            "--top needs to know what is best: add --sort PROPERTY"
        case .topAboveCount(let top, let count):
            "--top is \(top); it must be between 1 and \(count), the --count of architectures that the best are taken of"
        case .limitWithoutUse:
            "--limit has no part in this: every sample is written unless --require, --unique or --top choose among them; leave it out"
        case .limitBelowCount(let limit, let count):
            "--limit is \(limit); it must be at least \(count), the --count of architectures that are asked for"
        case .nothingMeets(let requirements, let members, let ranges):
            "none of the \(members) meets \(requirements.map { $0.escaped() }.joined(separator: " and ")): \(ranges.map { $0.escaped() }.joined(separator: ", "))"
        case .tooFew(let found, let asked, let drawn, let nouns):
            "\(found) of the \(asked) \(nouns) that are asked for were found among \(drawn) samples, which is as many as may be drawn: steer towards them by --guide or --aim, ask for less, or give a larger --limit"
        case .noMore(let found, let asked, let drawn, let nouns):
            "the space has only \(found) \(nouns) that meet what is required, and all of them were found among \(drawn) samples: \(asked) were asked for"
        }
    }

    private static func unit(of property: String) -> String {
        let unit = PropertyInfo.named(property).unit
        return unit.isEmpty ? " in the property's own unit" : " in \(unit)"
    }
}
