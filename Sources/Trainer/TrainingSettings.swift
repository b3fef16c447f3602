/// How a cell is trained.
public struct TrainingSettings: Sendable, Hashable {
    /// Times that every image is seen.
    public var epochs = 8
    /// Images a step; the last of an epoch has what is left. Few images need many steps: docs/training-cells.md has what was measured.
    public var batch = 32
    /// The learning rate of the first step; it falls to 0 by a half cosine (Loshchilov & Hutter 2017).
    public var rate = 0.1
    public var momentum = 0.9
    /// Weight decay, of all weights.
    public var decay = 5e-4
    /// An image is moved by up to so many pixels either way.
    public var shift = 0
    /// Whether every other image is mirrored.
    public var mirrors = false
    /// Channels of the first stage.
    public var channels = 8
    public var cellsPerStage = 1
    /// Any number gives the same bytes.
    public var threads = 1

    public init() {}

    /// - Throws: `TrainerError` naming the value and the rule.
    func check() throws(TrainerError) {
        func range(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws(TrainerError) {
            guard range.contains(value) else {
                throw .outOfRange(name: name, value: "\(value)", rule: "must be from \(range.lowerBound) to \(range.upperBound)")
            }
        }
        func range(_ name: String, _ value: Double, _ rule: String, _ holds: Bool) throws(TrainerError) {
            guard holds else { throw .outOfRange(name: name, value: "\(value)", rule: "must be \(rule)") }
        }
        try range("epochs", epochs, 1...10_000)
        try range("batch", batch, 2...CellTraining.mostImagesPerBatch)
        try range("shift", shift, 0...8)
        try range("threads", threads, 1...1024)
        try range("rate", rate, "above 0 and at most 10", rate > 0 && rate <= 10)
        try range("momentum", momentum, "from 0 to below 1", momentum >= 0 && momentum < 1)
        try range("decay", decay, "from 0 to 1", decay >= 0 && decay <= 1)
    }
}
