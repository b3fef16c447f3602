/// The image classifier that NAS-Bench-201 builds around a cell, counted layer by layer for CIFAR-10 (32×32×3, ten
/// classes): a stem, three stages of five cells with 16, 32 and 64 channels, a strided residual block between
/// stages, and a linear classifier.
public struct MacroNetwork: Sendable {
    /// What a layer costs. Convolutions have no bias; a batch normalisation has a scale and a shift a channel.
    public enum Layer: Sendable, Hashable {
        case convolution(inputs: Int, outputs: Int, kernel: Int, outputSide: Int)
        case batchNormalisation(channels: Int)
        case linear(inputs: Int, outputs: Int)

        /// Trained weights.
        public var parameters: Int {
            switch self {
            case .convolution(let inputs, let outputs, let kernel, _): inputs * outputs * kernel * kernel
            case .batchNormalisation(let channels): 2 * channels
            case .linear(let inputs, let outputs): inputs * outputs + outputs
            }
        }

        /// Multiply-adds for one image. As in the benchmark's own count, normalisation and pooling cost nothing.
        public var multiplyAdds: Int {
            switch self {
            case .convolution(let inputs, let outputs, let kernel, let side):
                inputs * outputs * kernel * kernel * side * side
            case .batchNormalisation: 0
            case .linear(let inputs, let outputs): inputs * outputs
            }
        }
    }

    public let layers: [Layer]

    /// The network built from a cell.
    public init(cell: Cell) {
        var layers: [Layer] = [
            .convolution(inputs: 3, outputs: 16, kernel: 3, outputSide: 32), .batchNormalisation(channels: 16),
        ]
        var channels = 16
        for (stage, side) in [32, 16, 8].enumerated() {
            if stage > 0 {
                layers += MacroNetwork.stridedBlock(inputs: channels, outputSide: side)
                channels *= 2
            }
            let cellLayers = cell.operations.flatMap { MacroNetwork.layers(of: $0, channels: channels, side: side) }
            layers += (0..<5).flatMap { _ in cellLayers }
        }
        self.layers = layers + [.batchNormalisation(channels: channels), .linear(inputs: channels, outputs: 10)]
    }

    public var parameters: Int { layers.reduce(0) { $0 + $1.parameters } }

    /// Multiply-adds for one 32×32 image.
    public var multiplyAdds: Int { layers.reduce(0) { $0 + $1.multiplyAdds } }

    /// A convolution of a cell is ReLU, convolution, batch normalisation; other operations have no weights.
    private static func layers(of operation: Operation, channels: Int, side: Int) -> [Layer] {
        let kernel: Int
        switch operation {
        case .none, .skip, .averagePool: return []
        case .conv1x1: kernel = 1
        case .conv3x3: kernel = 3
        }
        return [
            .convolution(inputs: channels, outputs: channels, kernel: kernel, outputSide: side),
            .batchNormalisation(channels: channels),
        ]
    }

    /// A residual block that halves the side and doubles the channels: two 3×3 convolutions, and a 1×1 convolution
    /// (after a 2×2 average pool) on the shortcut.
    private static func stridedBlock(inputs: Int, outputSide side: Int) -> [Layer] {
        let outputs = 2 * inputs
        return [
            .convolution(inputs: inputs, outputs: outputs, kernel: 3, outputSide: side),
            .batchNormalisation(channels: outputs),
            .convolution(inputs: outputs, outputs: outputs, kernel: 3, outputSide: side),
            .batchNormalisation(channels: outputs),
            .convolution(inputs: inputs, outputs: outputs, kernel: 1, outputSide: side),
        ]
    }
}

extension Cell {
    /// Trained weights of the CIFAR-10 network around the cell, in millions.
    public var parametersM: Double { Double(MacroNetwork(cell: self).parameters) / 1e6 }

    /// Multiply-adds of the CIFAR-10 network around the cell for one image, in millions.
    public var multiplyAddsM: Double { Double(MacroNetwork(cell: self).multiplyAdds) / 1e6 }
}
