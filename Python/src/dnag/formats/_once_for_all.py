"""Once-for-All (Cai et al., ICLR 2020): a network's `net.config`, and tables of latencies by block such as `224_lookup_table.yaml`."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple

from .._errors import FormatError, short
from ._table import Table

_STAGES, _MOST = 5, 4
_NAMES = ("depths", "kernels", "expands")
#: Widths of the stages at 1.0: the first convolution, the first block, five stages, the last two layers.
_WIDTHS = (16, 16, 24, 40, 80, 112, 160, 960, 1280)
_STRIDES = (2, 2, 2, 1, 2)
#: Whether a stage's activation is h-swish rather than ReLU, and whether its blocks squeeze and excite.
_SWISH = (False, False, True, True, True)
_SQUEEZE = (False, True, False, True, True)

#: ``depths``, ``kernels``, ``expands``: of five stages, of twenty layers, 0 where one is absent.
Lists = Tuple[List[int], List[int], List[int]]


def is_config(found: Any) -> bool:
    return isinstance(found, dict) and isinstance(found.get("blocks"), list) and "first_conv" in found


def lists_of(path: object, config: Dict[str, Any]) -> Lists:
    """The network of a `net.config`.

    :raises FormatError: for a network outside the space: of other stages, depths, kernels or expansions
    """
    stages: List[List[Tuple[int, int]]] = []
    for place, block in enumerate(config["blocks"][1:], 1):
        layer = block.get("conv", block.get("mobile_inverted_conv")) if isinstance(block, dict) else None
        kernel, expansion = (layer.get(key) for key in ("kernel_size", "expand_ratio")) if isinstance(layer, dict) else (None, None)
        if kernel not in (3, 5, 7) or expansion not in (3, 4, 6):
            raise FormatError(path, f"block {place} has kernel {short(kernel)} and expansion {short(expansion)}; the space has 3, 5, 7 and 3, 4, 6")
        # The first block of a stage changes the width or the side, and has no shortcut.
        if block.get("shortcut") is None or not stages:
            stages.append([])
        stages[-1].append((int(kernel), int(expansion)))
    depths = [len(stage) for stage in stages]
    if len(stages) != _STAGES or not all(2 <= depth <= _MOST for depth in depths):
        raise FormatError(path, f"has stages of {short(depths)} blocks; the space has five stages of 2 to 4")
    padded = [layer for stage in stages for layer in stage + [(0, 0)] * (_MOST - len(stage))]
    return depths, [kernel for kernel, _ in padded], [expansion for _, expansion in padded]


def names_of(lists: Sequence[Sequence[int]]) -> List[str]:
    return [" ".join(map(str, part)) for part in lists]


def of_configs(paths: Sequence[Path]) -> Table:
    """Networks with what their folders' names say: `note10_lat@64ms_top1@80.2_finetune@75`, `flops@595M_top1@80.0_finetune@75`."""
    table = Table(_NAMES)
    for path in paths:
        figures = _figures(path.resolve().parent.name)
        table.add(names_of(lists_of(path, load(path))), figures)
    if not table.columns:
        raise FormatError(paths[0], "no folder's name tells a figure, such as note10_lat@64ms_top1@80.2_finetune@75: a table needs one")
    return table


def load(path: Path) -> Dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise FormatError(path, f"cannot be read: {short(error)}") from error
    if not is_config(found):
        raise FormatError(path, "is no net.config of Once-for-All: it has no 'first_conv' and 'blocks'")
    return dict(found)


def _figures(name: str) -> Dict[str, Any]:
    def number(pattern: str) -> Optional[float]:
        match = re.search(pattern, name)
        return float(match.group("n")) if match else None

    device = re.match(r"([A-Za-z0-9-]+?)_?lat@", name)
    found = {
        "imagenet_top1": number(r"top1@(?P<n>\d+(\.\d+)?)"),
        f"latency_ms_{device.group(1) if device else 'device'}": number(r"lat@(?P<n>\d+(\.\d+)?)ms"),
        "macs_m": number(r"flops@(?P<n>\d+(\.\d+)?)M"),
    }
    return {column: value for column, value in found.items() if value is not None}


class LatencyTable:
    """Milliseconds by block; a network's latency is their sum.

    :param width: the network's width, 1.2 for the published tables of the Galaxy Note 10
    """

    def __init__(self, path: Path, width: float = 1.2) -> None:
        try:
            import yaml
        except ImportError as error:
            raise FormatError(path, "tables of latencies need PyYAML: pip install pyyaml") from error
        try:
            with path.open(encoding="utf-8") as file:
                self._blocks = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
            raise FormatError(path, f"cannot be read: {short(error)}") from error
        sides = [re.match(r"Conv-input:(\d+)x", str(key)) for key in self._blocks] if isinstance(self._blocks, dict) else []
        found = sorted({int(side.group(1)) for side in sides if side})
        if len(found) != 1:
            raise FormatError(path, "is no table of latencies for images of one side: no key begins with 'Conv-input:', or several sides do")
        self.path, self.resolution = path, found[0]
        self._widths = [_divisible(base * width) for base in _WIDTHS]

    def latency(self, lists: Lists) -> float:
        """In milliseconds."""
        depths, kernels, expansions = lists
        widths, side = self._widths, (self.resolution + 1) // 2
        total = self._block("Conv", (self.resolution, self.resolution, 3), (side, side, widths[0]))
        total += self._layer(side, side, widths[0], widths[1], widths[0], 3, 1, True, False, False)
        inputs = widths[1]
        for stage, depth in enumerate(depths):
            for layer in range(depth):
                place = stage * _MOST + layer
                stride = _STRIDES[stage] if layer == 0 else 1
                after, outputs = (side - 1) // stride + 1, widths[2 + stage]
                inner = round(inputs * expansions[place])
                total += self._layer(side, after, inputs, outputs, inner, kernels[place], stride, layer > 0, _SQUEEZE[stage], _SWISH[stage])
                side, inputs = after, outputs
        total += self._block("Conv_1", (side, side, inputs), (side, side, widths[7]))
        total += self._block("AvgPool2D", (side, side, widths[7]), (1, 1, widths[7]))
        total += self._block("Conv_2", (1, 1, widths[7]), (1, 1, widths[8]))
        return total + self._block("Logits", (1, 1, widths[8]), (1000,))

    def _layer(
        self, side: int, after: int, inputs: int, outputs: int, inner: int, kernel: int, stride: int, skips: bool, squeezes: bool, swishes: bool
    ) -> float:
        words = (f"expand:{inner}", f"kernel:{kernel}", f"stride:{stride}", f"idskip:{int(skips)}", f"se:{int(squeezes)}", f"hs:{int(swishes)}")
        return self._block("expanded_conv", (side, side, inputs), (after, after, outputs), *words)

    def _block(self, kind: str, inputs: Sequence[int], outputs: Sequence[int], *words: str) -> float:
        key = "-".join([kind, "input:" + "x".join(map(str, inputs)), "output:" + "x".join(map(str, outputs)), *words])
        entry = self._blocks.get(key)
        value = entry.get("mean") if isinstance(entry, dict) else None
        if not isinstance(value, (int, float)):
            raise FormatError(self.path, f"has no 'mean' of '{key}'; perhaps the table is for another width: --width")
        return float(value)


def of_latencies(path: Path, count: int, seed: int, width: float) -> Table:
    """Latencies of networks that are drawn: the sums from which ``dnag table additive`` finds the blocks again."""
    table, blocks, draws = Table(_NAMES), LatencyTable(path, width), random.Random(seed)
    while len(table) < count:
        lists = drawn(draws)
        table.add(names_of(lists), {f"latency_ms_{blocks.resolution}px": blocks.latency(lists)})
    return table


def drawn(draws: random.Random) -> Lists:
    """A network, each stage's depth and each layer's kernel and expansion by themselves."""
    depths = [draws.choice((2, 3, 4)) for _ in range(_STAGES)]
    there = [layer < depth for depth in depths for layer in range(_MOST)]
    return depths, [draws.choice((3, 5, 7)) if one else 0 for one in there], [draws.choice((3, 4, 6)) if one else 0 for one in there]


def _divisible(width: float, by: int = 8) -> int:
    """As MobileNets round: to the nearest multiple, and not down by more than a tenth."""
    rounded = max(by, int(width + by / 2) // by * by)
    return rounded + by if rounded < 0.9 * width else rounded
