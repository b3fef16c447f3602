extension Cell {
    /// The CIFAR-10 network around the cell as one Python file that needs PyTorch and nothing else: the layers that
    /// `MacroNetwork` counts, after Dong & Yang 2020, section 2.1 and figure 1. Run, it prints its number of parameters.
    public var pyTorchModule: String {
        let edges = Cell.edges.enumerated().map { index, ends in
            "    (\(ends.from), \(ends.to), \"\(self[index].benchmarkName)\"),"
        }.joined(separator: "\n")
        return """
            \"\"\"The image classifier of NAS-Bench-201 around one cell, for 32x32 images.

            Cell: \(archString)
            With ten classes it has \(MacroNetwork(cell: self).parameters) parameters.
            \"\"\"
            import torch
            from torch import nn

            # Of each edge: the feature map it starts from, the one it adds to, and its operation.
            EDGES = (
            \(edges)
            )
            WIDTHS = (16, 32, 64)
            CELLS_PER_STAGE = 5

            \(Self.pyTorchBody)
            """
    }

    /// What is the same for every cell.
    private static let pyTorchBody = """

        def relu_conv_norm(inputs, outputs, kernel, stride=1):
            return nn.Sequential(
                nn.ReLU(),
                nn.Conv2d(inputs, outputs, kernel, stride, padding=kernel // 2, bias=False),
                nn.BatchNorm2d(outputs, affine=True, track_running_stats=True),
            )


        def operation(name, channels):
            if name == "skip_connect":
                return nn.Identity()
            if name == "nor_conv_1x1":
                return relu_conv_norm(channels, channels, 1)
            if name == "nor_conv_3x3":
                return relu_conv_norm(channels, channels, 3)
            if name == "avg_pool_3x3":
                return nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False)
            raise ValueError(f"unknown operation {name!r}")


        class Cell(nn.Module):
            \"\"\"Four feature maps; each is the sum of what reaches it, and the last is the result.\"\"\"

            def __init__(self, channels):
                super().__init__()
                self.operations = nn.ModuleDict({
                    f"{start}to{end}": operation(name, channels)
                    for start, end, name in EDGES if name != "none"
                })

            def forward(self, image):
                maps = [image]
                for end in range(1, 4):
                    total = torch.zeros_like(image)
                    for start in range(end):
                        edge = f"{start}to{end}"
                        if edge in self.operations:
                            total = total + self.operations[edge](maps[start])
                    maps.append(total)
                return maps[-1]


        class Reduction(nn.Module):
            \"\"\"A residual block that halves the side and changes the width.\"\"\"

            def __init__(self, inputs, outputs):
                super().__init__()
                self.block = nn.Sequential(
                    relu_conv_norm(inputs, outputs, 3, stride=2),
                    relu_conv_norm(outputs, outputs, 3),
                )
                self.shortcut = nn.Sequential(
                    nn.AvgPool2d(2, stride=2),
                    nn.Conv2d(inputs, outputs, 1, bias=False),
                )

            def forward(self, image):
                return self.shortcut(image) + self.block(image)


        class Network(nn.Module):
            \"\"\"Images [batch, 3, 32, 32] to class scores [batch, classes].\"\"\"

            def __init__(self, classes=10):
                super().__init__()
                layers = [
                    nn.Conv2d(3, WIDTHS[0], 3, padding=1, bias=False),
                    nn.BatchNorm2d(WIDTHS[0]),
                ]
                width = WIDTHS[0]
                for wanted in WIDTHS:
                    if wanted != width:
                        layers.append(Reduction(width, wanted))
                        width = wanted
                    layers += [Cell(width) for _ in range(CELLS_PER_STAGE)]
                layers += [nn.BatchNorm2d(width), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten()]
                self.features = nn.Sequential(*layers)
                self.classifier = nn.Linear(width, classes)

            def forward(self, images):
                return self.classifier(self.features(images))


        if __name__ == "__main__":
            print(sum(weights.numel() for weights in Network().parameters()))

        """
}
