extension SizedNetwork {
    public init(_ network: MobileNet, at setting: MobileNetSetting = .usual) { (self.network, self.setting, settingKeys) = (network, setting, []) }

    /// The network as one Python file that needs PyTorch and nothing else: the layers that `MobileNetCost` counts. Its parameters have the names that
    /// Once-for-All's own subnets have, so that their weights load. Run, it prints its number of parameters.
    /// - Throws: `MobileNetError.resolution`
    public func pyTorchModule() throws -> String {
        let parameters = try MobileNetCost(width: setting.width, resolution: setting.resolution).total(network).parameters
        let channels = MobileNetChannels(setting.width)
        func word(_ holds: Bool) -> String { holds ? "True" : "False" }
        let rows = blocks.map { block in
            "    (\(block.kernel), \(block.expansion), \(block.stride), \(block.inputs), \(block.inner), \(block.outputs), \(word(block.squeezes)), \(word(block.swishes))),"
        }
        return """
            \"\"\"A network of the Once-for-All MobileNetV3 space, for \(setting.resolution)x\(setting.resolution) images.

            Network: \(network.archString)
            With a thousand classes it has \(parameters) parameters, whose names are those of Once-for-All's subnets.
            \"\"\"
            from collections import OrderedDict

            import torch
            from torch import nn

            RESOLUTION = \(setting.resolution)
            # Of each block: kernel, expansion, stride, channels before, within and after, whether it squeezes and excites, and whether its activation is h-swish.
            BLOCKS = (
            \(rows.joined(separator: "\n"))
            )
            STEM, EXPANDED, FEATURES = \(channels.stem), \(channels.expanded), \(channels.features)

            \(Self.pyTorchBody)
            """
    }

    /// What is the same for every network.
    private static let pyTorchBody = """

        def rounded(channels):
            \"\"\"To the nearest multiple of eight, but never more than a tenth down.\"\"\"
            nearest = max(8, int(channels + 4) // 8 * 8)
            return nearest + 8 if nearest < 0.9 * channels else nearest


        def convolution(inputs, outputs, kernel=1, stride=1, groups=1, activation=None, normalised=True):
            layers = [("conv", nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False))]
            if normalised:
                layers.append(("bn", nn.BatchNorm2d(outputs)))
            if activation is not None:
                layers.append(("act", activation()))
            return nn.Sequential(OrderedDict(layers))


        class SqueezeAndExcite(nn.Module):
            \"\"\"Weighs channels by their means.\"\"\"

            def __init__(self, channels):
                super().__init__()
                narrow = rounded(channels // 4)
                self.fc = nn.Sequential(OrderedDict([
                    ("reduce", nn.Conv2d(channels, narrow, 1)),
                    ("relu", nn.ReLU()),
                    ("expand", nn.Conv2d(narrow, channels, 1)),
                    ("h_sigmoid", nn.Hardsigmoid()),
                ]))

            def forward(self, maps):
                return maps * self.fc(maps.mean((2, 3), keepdim=True))


        class MobileBlock(nn.Module):
            \"\"\"Widens, filters each channel by itself, narrows.\"\"\"

            def __init__(self, kernel, expansion, stride, inputs, inner, outputs, squeezes, swishes):
                super().__init__()
                activation = nn.Hardswish if swishes else nn.ReLU
                if expansion != 1:
                    self.inverted_bottleneck = convolution(inputs, inner, activation=activation)
                self.depth_conv = convolution(inner, inner, kernel, stride, groups=inner, activation=activation)
                if squeezes:
                    self.depth_conv.add_module("se", SqueezeAndExcite(inner))
                self.point_linear = convolution(inner, outputs)

            def forward(self, maps):
                if hasattr(self, "inverted_bottleneck"):
                    maps = self.inverted_bottleneck(maps)
                return self.point_linear(self.depth_conv(maps))


        class Residual(nn.Module):
            \"\"\"Adds what goes in where it has the shape of what comes out.\"\"\"

            def __init__(self, kernel, expansion, stride, inputs, inner, outputs, squeezes, swishes):
                super().__init__()
                self.conv = MobileBlock(kernel, expansion, stride, inputs, inner, outputs, squeezes, swishes)
                self.skips = stride == 1 and inputs == outputs

            def forward(self, maps):
                result = self.conv(maps)
                return result + maps if self.skips else result


        class Network(nn.Module):
            \"\"\"Images [batch, 3, side, side] to class scores [batch, classes].\"\"\"

            def __init__(self, classes=1000, dropout=0.1):
                super().__init__()
                self.first_conv = convolution(3, STEM, 3, stride=2, activation=nn.Hardswish)
                self.blocks = nn.ModuleList(Residual(*block) for block in BLOCKS)
                self.final_expand_layer = convolution(BLOCKS[-1][5], EXPANDED, activation=nn.Hardswish)
                self.feature_mix_layer = convolution(EXPANDED, FEATURES, activation=nn.Hardswish, normalised=False)
                self.classifier = nn.Sequential(OrderedDict([("dropout", nn.Dropout(dropout)), ("linear", nn.Linear(FEATURES, classes))]))

            def forward(self, images):
                maps = self.first_conv(images)
                for block in self.blocks:
                    maps = block(maps)
                maps = self.final_expand_layer(maps).mean((2, 3), keepdim=True)
                return self.classifier(torch.flatten(self.feature_mix_layer(maps), 1))


        if __name__ == "__main__":
            print(sum(weights.numel() for weights in Network().parameters()))

        """
}
