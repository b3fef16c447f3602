/// A mobile block with its channels: what a network's module and its `net.config` are written from.
struct MobileNetBlock {
    let kernel, expansion, stride: Int
    let inputs, outputs: Int
    let squeezes, swishes: Bool

    /// Channels at the depth-wise convolution: a multiple of eight as they are.
    var inner: Int { inputs * expansion }

    /// Whether what goes in is added to what comes out.
    var skips: Bool { stride == 1 && inputs == outputs }
}

extension SizedNetwork {
    /// The first block, which every network has, then those of the five stages.
    var blocks: [MobileNetBlock] {
        let channels = MobileNetChannels(setting.width)
        var blocks = [MobileNetBlock(kernel: 3, expansion: 1, stride: 1, inputs: channels.stem, outputs: channels.first, squeezes: false, swishes: false)]
        var inputs = channels.first
        for (stage, layers) in network.stages.enumerated() {
            for (place, layer) in layers.layers.enumerated() {
                blocks.append(
                    MobileNetBlock(
                        kernel: layer.kernel, expansion: layer.expansion, stride: place == 0 && MobileNetChannels.isStrided[stage] ? 2 : 1, inputs: inputs,
                        outputs: channels.stages[stage], squeezes: MobileNetChannels.squeezes[stage], swishes: MobileNetChannels.swishes[stage]))
                inputs = channels.stages[stage]
            }
        }
        return blocks
    }
}
