/// What can be turned on a task: how many images there are, and what is done to them. Nil leaves a knob where the task has it.
public struct TaskKnobs: Hashable, Sendable {
    /// Images to learn from.
    public var images: Int?
    /// Images to be tested by.
    public var heldOut: Int?
    /// As many classes, the first ones.
    public var classes: Int?
    /// Pixels along a side.
    public var size: Int?
    /// Standard deviation of the noise on each pixel, of which black is 0 and white 1.
    public var noise: Double?
    /// How far values stay from the middle grey: 1 leaves them, 0.1 takes nine tenths.
    public var contrast: Double?
    /// Each image in two colours of its own.
    public var colour = false
    /// The pixels of all images in another order, the same for all: what lies side by side tells nothing any more.
    public var permuted = false
    public var seed: UInt64 = 0

    public init() {}

    /// The words by which knobs are turned.
    public enum Knob: String, CaseIterable, Sendable {
        case images, heldout, classes, size, noise, contrast, colour, permuted, seed

        /// Is turned by naming it.
        var isSwitch: Bool { self == .colour || self == .permuted }
    }

    public static let images = 50...5_000
    public static let heldOut = 50...5_000
    public static let noise = 0.0...1.0
    public static let contrast = 0.1...1.0

    /// `images=500,noise=0.3,permuted`, in the order of `Knob`; empty where nothing is turned.
    public var text: String {
        var parts: [String] = []
        for knob in Knob.allCases { if let value = value(of: knob) { parts.append(knob.isSwitch ? knob.rawValue : "\(knob.rawValue)=\(value)") } }
        return parts.joined(separator: ",")
    }

    private func value(of knob: Knob) -> String? {
        switch knob {
        case .images: images.map(String.init)
        case .heldout: heldOut.map(String.init)
        case .classes: classes.map(String.init)
        case .size: size.map(String.init)
        case .noise: noise.map(Self.text)
        case .contrast: contrast.map(Self.text)
        case .colour: colour ? "" : nil
        case .permuted: permuted ? "" : nil
        case .seed: seed == 0 ? nil : "\(seed)"
        }
    }

    private static func text(_ value: Double) -> String { value == value.rounded() ? "\(Int(value))" : "\(value)" }
}
