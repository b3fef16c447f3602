import Tensors

/// A seeded split of a table's rows.
public struct RowSplit: Sendable, Hashable {
    public let training: [Int]
    /// Chooses the best weights; never trained on.
    public let validation: [Int]
    /// Never seen before evaluation.
    public let heldOut: [Int]

    /// 76 % training, 4 % validation, 20 % held out.
    public init(count: Int, seed: UInt64) {
        var generator = PhiloxGenerator(seed: seed, stream: 0x5B18)
        let rows = Array(0..<count).shuffled(using: &generator)
        let heldOut = count / 5, validation = count / 25
        self.heldOut = rows[..<heldOut].sorted()
        self.validation = rows[heldOut..<heldOut + validation].sorted()
        training = rows[(heldOut + validation)...].sorted()
    }

    /// The same split of fewer rows.
    public func keeping(_ isKept: (Int) -> Bool) -> RowSplit {
        RowSplit(training: training.filter(isKept), validation: validation.filter(isKept), heldOut: heldOut.filter(isKept))
    }

    private init(training: [Int], validation: [Int], heldOut: [Int]) {
        self.training = training
        self.validation = validation
        self.heldOut = heldOut
    }
}
