"""The small network around a NAS-Bench-201 cell in PyTorch, as `dnag` trains it: the layers of the module that `dnag export --as pytorch` writes,
with widths of its own, and with the names of layers that fixtures use.

For fixtures and for timings; dnag itself needs no PyTorch.
"""

import torch
from torch import nn
from torch.nn.functional import relu

ENDS = ((0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3))


class Edge(nn.Module):
    def __init__(self, operation, channels):
        super().__init__()
        self.operation = operation
        if operation.startswith("nor_conv"):
            kernel = int(operation[-1])
            self.conv = nn.Conv2d(channels, channels, kernel, padding=kernel // 2, bias=False)
            self.norm = nn.BatchNorm2d(channels)
        self.pool = nn.AvgPool2d(3, stride=1, padding=1, count_include_pad=False)

    def forward(self, x):
        if self.operation == "skip_connect":
            return x
        if self.operation == "avg_pool_3x3":
            return self.pool(x)
        return self.norm(self.conv(relu(x)))


class Cell(nn.ModuleDict):
    def __init__(self, operations, channels):
        edges = zip(ENDS, operations)
        super().__init__({f"edge{i}{j}": Edge(operation, channels) for (i, j), operation in edges if operation != "none"})

    def forward(self, x):
        maps = [x]
        for end in range(1, 4):
            parts = [self[f"edge{start}{end}"](maps[start]) for start in range(end) if f"edge{start}{end}" in self]
            maps.append(sum(parts) if parts else torch.zeros_like(x))
        return maps[3]


class Reduction(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride=2, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        self.pool = nn.AvgPool2d(2)
        self.shortcut = nn.Conv2d(inputs, outputs, 1, bias=False)

    def forward(self, x):
        inner = self.norm1(self.conv1(relu(x)))
        return self.norm2(self.conv2(relu(inner))) + self.shortcut(self.pool(x))


class CellNetwork(nn.Module):
    """Images [batch, channels, side, side] to class scores [batch, classes]."""

    def __init__(self, arch, channels=8, cells_per_stage=1, classes=10, image_channels=3):
        super().__init__()
        operations = [edge.split("~")[0] for node in arch.split("+") for edge in node.strip("|").split("|")]
        self.stem = nn.Conv2d(image_channels, channels, 3, padding=1, bias=False)
        self.stem_norm = nn.BatchNorm2d(channels)
        widths = [channels << stage for stage in range(3)]
        self.stages = nn.ModuleList(nn.Sequential(*(Cell(operations, width) for _ in range(cells_per_stage))) for width in widths)
        self.reductions = nn.ModuleList(Reduction(*pair) for pair in zip(widths, widths[1:]))
        self.last_norm = nn.BatchNorm2d(widths[2])
        self.classifier = nn.Linear(widths[2], classes)

    def forward(self, images):
        x = self.stages[0](self.stem_norm(self.stem(images)))
        for reduction, stage in zip(self.reductions, self.stages[1:]):
            x = stage(reduction(x))
        return self.classifier(relu(self.last_norm(x)).mean((2, 3)))
