import ArgumentParser
import Diffusion
import Tensors

/// Choices separated by commas, in the order given, each once.
struct ChoiceList<Choice: RawRepresentable & CaseIterable & Hashable & Sendable>: ExpressibleByArgument, Sendable
where Choice.RawValue == String {
    let values: [Choice]

    init(_ values: [Choice]) { self.values = values }

    init?(argument: String) {
        var values: [Choice] = []
        for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
            guard let value = Choice(rawValue: String(part)), !values.contains(value) else { return nil }
            values.append(value)
        }
        self.values = values
    }

    var defaultValueDescription: String { values.map(\.rawValue).joined(separator: ",") }

    func contains(_ choice: Choice) -> Bool { values.contains(choice) }
}

/// `PROPERTY=WEIGHT,…`, two or more.
struct JointTilt: Hashable, Sendable {
    let properties: [String]
    let weights: [Double]

    var byName: [String: Double] { Dictionary(zip(properties, weights), uniquingKeysWith: { $1 }) }

    /// - Throws: `GuidanceError`, `ValidationError`
    init(parsing text: String) throws {
        let parts = try text.split(separator: ",", omittingEmptySubsequences: false).map { try Tilt(parsing: String($0)) }
        properties = parts.map(\.property)
        weights = parts.map(\.gamma)
        try Check.once("--joint", properties)
        for tilt in parts { try Check.rule("--joint \(tilt.property.escaped())", tilt.gamma, .tilt(.tilt)) }
    }
}
