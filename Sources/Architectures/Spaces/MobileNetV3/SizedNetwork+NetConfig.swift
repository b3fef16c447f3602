import Foundation

extension SizedNetwork {
    /// Once-for-All's `net.config`, which its `MobileNetV3.build_from_config` makes the network from: a line of JSON. A resolution has no place in it.
    public var netConfig: String {
        let channels = MobileNetChannels(setting.width)
        let document = NetConfig(
            first_conv: .init(inputs: 3, outputs: channels.stem, kernel: 3, stride: 2), blocks: blocks.map(NetConfig.Residual.init),
            final_expand_layer: .init(inputs: channels.stages[channels.stages.count - 1], outputs: channels.expanded),
            feature_mix_layer: .init(inputs: channels.expanded, outputs: channels.features, isNormalised: false),
            classifier: .init(in_features: channels.features))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // No value of these types fails to encode.
        return (try? encoder.encode(document)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

/// The document's keys are those of Once-for-All's classes.
private struct NetConfig: Encodable {
    struct Normalisation: Encodable {
        var momentum = 0.1, eps = 1e-5
    }

    struct Convolution: Encodable {
        var name = "ConvLayer", act_func = "h_swish", ops_order = "weight_bn_act"
        var kernel_size, stride, in_channels, out_channels: Int
        var dilation = 1, groups = 1, dropout_rate = 0
        var bias = false, has_shuffle = false, use_bn: Bool

        init(inputs: Int, outputs: Int, kernel: Int = 1, stride: Int = 1, isNormalised: Bool = true) {
            (in_channels, out_channels, kernel_size, self.stride, use_bn) = (inputs, outputs, kernel, stride, isNormalised)
        }
    }

    struct Block: Encodable {
        var name = "MBConvLayer"
        var in_channels, out_channels, kernel_size, stride, expand_ratio, mid_channels: Int
        var act_func: String
        var use_se: Bool
    }

    struct Identity: Encodable {
        var name = "IdentityLayer", ops_order = "weight_bn_act"
        var in_channels, out_channels: Int
        var use_bn = false, dropout_rate = 0
    }

    struct Residual: Encodable {
        var name = "ResidualBlock"
        var conv: Block
        var shortcut: Identity?

        init(_ block: MobileNetBlock) {
            conv = Block(
                in_channels: block.inputs, out_channels: block.outputs, kernel_size: block.kernel, stride: block.stride, expand_ratio: block.expansion,
                mid_channels: block.inner, act_func: block.swishes ? "h_swish" : "relu", use_se: block.squeezes)
            shortcut = block.skips ? Identity(in_channels: block.inputs, out_channels: block.outputs) : nil
        }

        private enum Key: CodingKey { case name, conv, shortcut }

        // The key stands there without a shortcut, too: it is what Once-for-All asks for.
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(name, forKey: .name)
            try container.encode(conv, forKey: .conv)
            try container.encode(shortcut, forKey: .shortcut)
        }
    }

    struct Linear: Encodable {
        var name = "LinearLayer", ops_order = "weight_bn_act"
        var in_features: Int
        var out_features = 1_000
        var bias = true, use_bn = false
        var dropout_rate = 0.1
    }

    var name = "MobileNetV3"
    var bn = Normalisation()
    var first_conv: Convolution
    var blocks: [Residual]
    var final_expand_layer, feature_mix_layer: Convolution
    var classifier: Linear
}
