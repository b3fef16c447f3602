extension CellPlan {
    /// A tensor of the network by its name in PyTorch.
    struct Entry: Hashable {
        enum Kind: Hashable {
            /// Outputs, inputs, rows, columns; kept in the order of the kernels.
            case convolution
            case gain, bias
            /// Of the classifier, kept as it is.
            case plain(fanIn: Int)
            /// These two stand among the statistics, the others among the weights.
            case runningMean, runningVariance
        }

        let name: String
        let shape: [Int]
        let place: Int
        let kind: Kind

        var count: Int { shape.reduce(1, *) }
        var isStatistic: Bool { kind == .runningMean || kind == .runningVariance }

        /// Where a value of the tensor, row-major, is kept: four outputs stand side by side, then columns, inputs, rows and outputs/4.
        func place(of index: Int) -> Int {
            guard kind == .convolution else { return place + index }
            let inputs = shape[1], taps = shape[2]
            let column = index % taps, row = index / taps % taps, input = index / (taps * taps) % inputs
            let output = index / (taps * taps * inputs)
            return place + ((((output / 4) * taps + row) * inputs + input) * taps + column) * 4 + output % 4
        }

        /// The tensor, row-major, out of the numbers where it is kept.
        func values(in numbers: UnsafePointer<Float>) -> [Float] { (0..<count).map { numbers[place(of: $0)] } }
    }
}
