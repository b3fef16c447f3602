import Foundation

/// `FROM..TO`, two times between 1 and 0: the part of a run that is steered.
public struct GuidanceWindow: Hashable, Sendable, CustomStringConvertible {
    public let range: ClosedRange<Double>

    public init(range: ClosedRange<Double>) { self.range = range }

    /// - Throws: `GuidanceError.malformedWindow`
    public init(parsing text: String) throws {
        let parts = text.components(separatedBy: "..")
        guard parts.count == 2, let from = Double(parts[0]), let to = Double(parts[1]), (0...1).contains(from),
            (0...1).contains(to), from >= to
        else { throw GuidanceError.malformedWindow(text) }
        range = to...from
    }

    public var description: String { "\(range.upperBound)..\(range.lowerBound)" }
}

extension RunSettings {
    /// Whether guidance acts at a moment of a run: its window is in the run's own time, 1 at the first step and 0 at the last.
    static func steers(_ window: ClosedRange<Double>, at step: Int, of levels: [NoiseLevel]) -> Bool {
        guard step < levels.count, let first = levels.first?.t, let last = levels.last?.t, first > last else { return true }
        return window.contains((levels[step].t - last) / (first - last))
    }

    /// The steps that guidance acts at; nil where there are none.
    public var steeredSteps: ClosedRange<Int>? {
        let levels = levels
        let steps = levels.indices.filter { Self.steers(guidance.window, at: $0, of: levels) }
        guard let first = steps.first, let last = steps.last else { return nil }
        return first...last
    }
}
