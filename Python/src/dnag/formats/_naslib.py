"""NASLib's files of NAS-Bench-201: zero-cost scores (`zc_nasbench201.json`, Krishnakumar et al., NeurIPS 2022), lists of cells with accuracies, and the
learning curves `nb201_cifar10_full_training.pickle`. NASLib names a cell by six numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional

from .._errors import FormatError, short
from ._cells import is_cell, of_naslib
from ._table import Table

_SETS = {"cifar10": "cifar10", "cifar100": "cifar100", "ImageNet16-120": "imagenet16"}
_TRAINED = {"cifar10-valid": "cifar10_valid", "cifar100": "cifar100_valid", "ImageNet16-120": "imagenet16_valid"}


def is_zero_cost(found: Any) -> bool:
    """Whether it is a dictionary by cell, or by data set and cell."""
    if not isinstance(found, dict) or not found:
        return False
    first = next(iter(found.values()))
    return of_naslib(next(iter(found))) is not None or (isinstance(first, dict) and bool(first) and of_naslib(next(iter(first))) is not None)


def of_zero_cost(path: Path, found: Dict[str, Any]) -> Table:
    """``{data set: {"(4, 0, 3, 1, 4, 3)": {score: {"score": s, "time": t}, "val_accuracy": v}}}``, or one data set's part."""
    table = Table()
    single = of_naslib(next(iter(found))) is not None
    for name, cells in ({"": found} if single else found).items():
        prefix = f"{_SETS.get(name, name)}_" if name else ""
        for key, scores in cells.items():
            cell = of_naslib(key)
            if cell is None or not isinstance(scores, dict):
                raise FormatError(path, f"'{short(key)}' under '{short(name)}' is no cell of NAS-Bench-201 with scores")
            figures: Dict[str, Optional[float]] = {}
            for score, value in scores.items():
                number = value.get("score") if isinstance(value, dict) else value
                if score != "id" and isinstance(number, (int, float)):
                    figures[prefix + ("valid" if score == "val_accuracy" else str(score))] = float(number)
            table.add([cell], figures)
    return table


def is_list(found: Any) -> bool:
    """Whether it is a list of objects whose ``arch`` are six numbers."""
    return isinstance(found, list) and bool(found) and isinstance(found[0], dict) and of_naslib(found[0].get("arch")) is not None


def of_list(path: Path, found: List[Any]) -> Table:
    """``[{"arch": [1, 3, 4, 3, 2, 2], "accuracy": 87.88}, …]``."""
    table = Table()
    for place, entry in enumerate(found):
        cell = of_naslib(entry.get("arch")) if isinstance(entry, dict) else None
        if cell is None:
            raise FormatError(path, f"entry {place} has no 'arch' of six numbers from 0 to 4")
        table.add([cell], {name: value for name, value in entry.items() if name != "arch" and isinstance(value, (int, float))})
    return table


def is_curves(found: Any) -> bool:
    """Whether it is a dictionary by arch string."""
    return isinstance(found, dict) and bool(found) and is_cell(next(iter(found)))


def of_curves(path: Path, found: Dict[str, Any]) -> Table:
    """``{arch string: {data set: {"eval_acc1es": [per epoch], "cost_info": {…}}}}``: the last epoch, and what the training cost."""
    table = Table()
    for arch, sets in found.items():
        if not is_cell(arch) or not isinstance(sets, dict):
            raise FormatError(path, f"'{short(arch)}' is no cell of NAS-Bench-201 with data sets")
        figures: Dict[str, Any] = {}
        for name, column in _TRAINED.items():
            entry = sets.get(name)
            curve = entry.get("eval_acc1es") if isinstance(entry, dict) else None
            if not isinstance(entry, dict) or not isinstance(curve, list) or not curve:
                continue
            figures[column] = float(curve[-1])
            costs = entry.get("cost_info")
            if isinstance(costs, dict):
                seconds, parameters, operations = (costs.get(key) for key in ("train_time", "params", "flops"))
                figures[column.replace("valid", "train_seconds")] = seconds
                figures.update({"params_m": parameters, "macs_m": operations})
        table.add([arch], {name: value for name, value in figures.items() if isinstance(value, (int, float))})
    return table
