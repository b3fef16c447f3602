"""HW-NAS-Bench (Li et al., ICLR 2021): latency and energy of every cell of NAS-Bench-201 on six devices, from `HW-NAS-Bench-v1_0.pickle`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List

from .._errors import FormatError
from ._cells import is_cell
from ._table import Table

_UNITS = {"latency": "latency_ms", "energy": "energy_mj", "arithmetic_intensity": "arithmetic_intensity"}
#: The benchmark's three data sets: CIFAR-10 needs no word, as in the columns that people have.
_SETS = {"cifar10": "", "cifar100": "cifar100_", "ImageNet16-120": "imagenet16_"}


def of_object(path: Path, found: Dict[Any, Any]) -> Table:
    sets = found["nasbench201"]
    if not isinstance(sets, dict) or not isinstance(sets.get("cifar10"), dict):
        raise FormatError(path, "'nasbench201' has no 'cifar10': it is another version of HW-NAS-Bench")
    configurations = sets["cifar10"].get("config")
    if not isinstance(configurations, list):
        raise FormatError(path, "'cifar10' has no list 'config' that says which cell a number is")
    cells: List[Any] = [entry.get("arch_str") if isinstance(entry, dict) else None for entry in configurations]
    if not all(map(is_cell, cells)):
        raise FormatError(path, "an entry of 'config' names no cell of NAS-Bench-201 by 'arch_str'")
    table = Table()
    for name, prefix in _SETS.items():
        for metric, values in (sets.get(name) or {}).items():
            device, _, quantity = str(metric).partition("_")
            if quantity not in _UNITS:
                continue
            if not isinstance(values, list) or len(values) != len(cells):
                raise FormatError(path, f"'{name}' has {len(cells)} cells, and not as many values of '{metric}'")
            for cell, value in zip(cells, values):
                table.add([cell], {f"{prefix}{_UNITS[quantity]}_{device}": float(value)})
    return table
