/// What networks of the space cost at a width and a resolution: trained weights and multiply-adds for one image. Both are sums over the
/// stages, since the channels between stages do not depend on the choices.
///
/// Layers as in Howard et al., "Searching for MobileNetV3", ICCV 2019, with Once-for-All's base widths and channel rounding. As in its own count,
/// normalisation, activations and pooling cost no multiply-adds.
public struct MobileNetCost: Sendable {
    public enum Width: Double, Sendable, CaseIterable { case one = 1.0, oneAndAFifth = 1.2 }

    public struct Total: Sendable, Hashable {
        public var parameters = 0
        public var multiplyAdds = 0

        public static func + (left: Total, right: Total) -> Total {
            Total(parameters: left.parameters + right.parameters, multiplyAdds: left.multiplyAdds + right.multiplyAdds)
        }
    }

    /// Sides of an image, in pixels.
    public static let resolutions = 32...1_024

    /// Stem and head: the same for every network.
    public let fixed: Total
    /// By stage, then by stage code: [5][7371].
    public let stages: [[Total]]

    /// - Parameter resolution: side of the image in pixels, 32…1024
    /// - Throws: `MobileNetError.resolution`
    public init(width: Width = .one, resolution: Int = 224) throws {
        guard Self.resolutions.contains(resolution) else { throw MobileNetError.resolution(resolution) }
        let channels = MobileNetChannels(width)
        var side = Self.halved(resolution)
        var fixed = Self.convolution(3, channels.stem, kernel: 3, side: side)
        // A first block without expansion.
        fixed = fixed + Self.depthwise(channels.stem, kernel: 3, side: side)
        fixed = fixed + Self.convolution(channels.stem, channels.first, kernel: 1, side: side)
        var stages: [[Total]] = []
        var inputs = channels.first
        for stage in 0..<MobileNet.stageCount {
            let block = Block(
                inputs: inputs, outputs: channels.stages[stage], side: side, isStrided: MobileNetChannels.isStrided[stage],
                squeezes: MobileNetChannels.squeezes[stage])
            stages.append(MobileNet.Stage.all.map { block.cost(of: $0) })
            if MobileNetChannels.isStrided[stage] { side = Self.halved(side) }
            inputs = channels.stages[stage]
        }
        self.stages = stages
        fixed = fixed + Self.convolution(inputs, channels.expanded, kernel: 1, side: side)
        // After pooling: features without normalisation, then the classifier with its bias.
        let mixed = channels.expanded * channels.features, classes = channels.features * 1_000
        self.fixed = fixed + Total(parameters: mixed + classes + 1_000, multiplyAdds: mixed + classes)
    }

    public func total(_ network: MobileNet) -> Total {
        zip(stages, network.stages).reduce(fixed) { $0 + $1.0[$1.1.code] }
    }

    /// Side after a layer of stride two.
    private static func halved(_ side: Int) -> Int { (side - 1) / 2 + 1 }

    /// A convolution without bias and its normalisation.
    private static func convolution(_ inputs: Int, _ outputs: Int, kernel: Int, side: Int) -> Total {
        let weights = inputs * outputs * kernel * kernel
        return Total(parameters: weights + 2 * outputs, multiplyAdds: weights * side * side)
    }

    private static func depthwise(_ channels: Int, kernel: Int, side: Int) -> Total {
        let weights = channels * kernel * kernel
        return Total(parameters: weights + 2 * channels, multiplyAdds: weights * side * side)
    }

    private struct Block {
        let inputs, outputs, side: Int
        let isStrided, squeezes: Bool

        func cost(of stage: MobileNet.Stage) -> Total {
            stage.layers.enumerated().reduce(Total()) { sum, layer in
                let isFirst = layer.offset == 0
                return sum + cost(of: layer.element, inputs: isFirst ? inputs : outputs, isFirst: isFirst)
            }
        }

        private func cost(of layer: MobileNet.Layer, inputs: Int, isFirst: Bool) -> Total {
            let before = isStrided && !isFirst ? halved(side) : side
            let after = isStrided ? halved(side) : side
            let inner = MobileNetChannels.rounded(inputs * layer.expansion)
            var cost = convolution(inputs, inner, kernel: 1, side: before)
            cost = cost + depthwise(inner, kernel: layer.kernel, side: after)
            if squeezes {
                // Two fully connected layers with biases on the pooled channels.
                let narrow = MobileNetChannels.rounded(inner / 4)
                let weights = 2 * inner * narrow
                cost = cost + Total(parameters: weights + narrow + inner, multiplyAdds: weights)
            }
            return cost + convolution(inner, outputs, kernel: 1, side: after)
        }
    }
}
