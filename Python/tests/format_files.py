"""Files of the field, written by the libraries that own the formats where these are installed."""

from __future__ import annotations

import collections
import random
import sys
from pathlib import Path
from typing import Any, Dict, List, Sequence
from unittest import mock

OPERATIONS = ("none", "skip_connect", "nor_conv_1x1", "nor_conv_3x3", "avg_pool_3x3")
SEEDS = (777, 888, 999)
SETS = {
    "cifar10-valid": ("x-valid", "ori-test"),
    "cifar10": ("ori-test",),
    "cifar100": ("x-valid", "x-test", "ori-test"),
    "ImageNet16-120": ("x-valid", "x-test", "ori-test"),
}


def arch(number: int) -> str:
    a, b, c, d, e, f = (OPERATIONS[number // 5**place % 5] for place in range(6))
    return f"|{a}~0|+|{b}~0|{c}~1|+|{d}~0|{e}~1|{f}~2|"


def trained(library: Any, number: int, epochs: int, draws: random.Random, seeds: Sequence[int]) -> Any:
    """A cell's results, of NATS-Bench's or NAS-Bench-201's own classes."""
    results = library.ArchResults(number, arch(number))
    for name, parts in SETS.items():
        for seed in seeds:
            losses = {place: draws.random() for place in range(epochs)}
            config = {"channel": 16, "num_cells": 5, "arch_str": arch(number), "class_num": 10}
            count = library.ResultsCount(
                name, None, dict(losses), dict(losses), 0.1 + draws.random(), 15 + draws.random(), config, seed, epochs, [0.01 + draws.random()]
            )
            seconds = collections.OrderedDict((place, 7 + draws.random()) for place in range(epochs))
            count.update_train_info(dict(losses), {}, dict(losses), seconds)
            keys = [f"{part}@{place}" for part in parts for place in range(epochs)]
            count.update_eval(*({key: 100 * draws.random() for key in keys} for _ in range(3)))
            results.update(name, seed, count)
    return results


def benchmark(library: Any, count: int, seed: int = 1, epochs: Sequence[int] = (12, 200)) -> Dict[int, Dict[int, Any]]:
    """Cells with one, two and three seeds, by place and by epochs."""
    draws = random.Random(seed)
    return {place: {length: trained(library, 37 * place, length, draws, SEEDS[: 1 + place % 3]) for length in epochs} for place in range(count)}


def once_for_all() -> Any:
    """Once-for-All's networks. What they import of torchvision and gdown is for pictures and downloads: stand-ins do. None where it is not installed."""
    names = ["torchvision", "torchvision.transforms", "torchvision.transforms.functional", "torchvision.datasets", "gdown"]
    stand_ins = [name for name in names if name not in sys.modules]
    sys.modules.update({name: mock.MagicMock() for name in stand_ins})
    try:
        import ofa.imagenet_classification.elastic_nn.networks as elastic
        import ofa.imagenet_classification.networks as plain
        import ofa.tutorial.latency_table as latencies
    except ImportError:
        return None
    finally:
        for name in stand_ins:
            del sys.modules[name]
    return collections.namedtuple("Library", "elastic plain latencies")(elastic, plain, latencies)


def lookup_table(seed: int, resolution: int, folder: Path) -> Path:
    """A table of latencies for every block that a network of width 1.2 may have."""
    draws, entries = random.Random(seed), []

    def entry(key: str) -> None:
        entries.append(f"{key}:\n  count: 10\n  mean: {draws.random():.6f}\n")

    widths, strides = (24, 32, 48, 96, 136, 192), (2, 2, 2, 1, 2)
    side = resolution // 2
    entry(f"Conv-input:{resolution}x{resolution}x3-output:{side}x{side}x24")
    entry(f"expanded_conv-input:{side}x{side}x24-output:{side}x{side}x24-expand:24-kernel:3-stride:1-idskip:1-se:0-hs:0")
    for stage, stride in enumerate(strides):
        words = f"se:{int(stage in (1, 3, 4))}-hs:{int(stage > 1)}"
        after = (side - 1) // stride + 1
        for first in (True, False):
            inputs, outputs = widths[stage] if first else widths[stage + 1], widths[stage + 1]
            before, steps = (side, stride) if first else (after, 1)
            for kernel in (3, 5, 7):
                for expansion in (3, 4, 6):
                    entry(
                        f"expanded_conv-input:{before}x{before}x{inputs}-output:{after}x{after}x{outputs}-expand:{inputs * expansion}"
                        f"-kernel:{kernel}-stride:{steps}-idskip:{int(not first)}-{words}"
                    )
        side = after
    entry(f"Conv_1-input:{side}x{side}x192-output:{side}x{side}x1152")
    entry(f"AvgPool2D-input:{side}x{side}x1152-output:1x1x1152")
    entry("Conv_2-input:1x1x1152-output:1x1x1536")
    entry("Logits-input:1x1x1536-output:1000")
    path = folder / f"{resolution}_lookup_table.yaml"
    path.write_text("".join(entries))
    return path


def rows(table: Any) -> List[Dict[str, Any]]:
    return [{**dict(zip(table.names, names)), **row} for names, row in table.rows()]
