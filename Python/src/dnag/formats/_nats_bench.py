"""NATS-Bench (topology) and NAS-Bench-201: Dong et al., TPAMI 2021; Dong & Yang, ICLR 2020.

Both hold, by cell, by length of the training (12 or 200 epochs) and by data set and seed, what was measured after each epoch. A whole file takes
tens of gigabytes in memory that way. Of a training only its last epoch is wanted, so each training is cut down to that as soon as it is read.
"""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from .._errors import FormatError, short
from ._cells import is_cell
from ._pickled import read_pickled
from ._table import Table, mean_and_spread

#: By data set as the files call it: what it is called here, and what is measured on which of its parts.
_SETS: Dict[str, Tuple[str, Dict[str, str]]] = {
    "cifar10-valid": ("cifar10_half", {"x-valid": "cifar10_valid"}),
    "cifar10": ("cifar10", {"ori-test": "cifar10_test"}),
    "cifar100": ("cifar100", {"x-valid": "cifar100_valid", "x-test": "cifar100_test"}),
    "ImageNet16-120": ("imagenet16", {"x-valid": "imagenet16_valid", "x-test": "imagenet16_test"}),
}
#: The length whose columns need no word.
_FULL = 200
_FIGURES = "dnag figures"


class TrainingTable:
    """Gathers cells as they are read."""

    def __init__(self, file: object) -> None:
        self.file = file
        self._rows: Dict[str, Dict[str, Any]] = {}

    def watch(self, found: Dict[Any, Any]) -> None:
        """Of each dictionary of a pickle: cuts a training down to its figures, and takes in a cell that is whole."""
        if "eval_losses" in found and "eval_acc1es" in found and "epochs" in found:
            self._cut(found)
        elif "all_results" in found and "arch_str" in found and "dataset_seed" in found:
            self._take(found)

    def _cut(self, training: Dict[Any, Any]) -> None:
        epochs, losses = training["epochs"], training["eval_losses"]
        if not isinstance(epochs, int) or not isinstance(losses, dict):
            raise FormatError(self.file, "a training has no number of epochs, or no losses")
        accuracies = training["eval_acc1es"]
        names = training.get("eval_names") or []
        last = {name: accuracies.get(f"{name}@{epochs - 1}") for name in names}
        missing = [str(name) for name, value in last.items() if not _is_number(value)]
        if missing:
            raise FormatError(self.file, f"a training of {epochs} epochs has no accuracy of its last one on '{short(missing[0])}'")
        times = training.get("train_times")
        seconds = list(times.values()) if isinstance(times, dict) else []
        figures = {
            "epochs": epochs,
            "accuracies": last,
            "seconds": math.fsum(seconds) if len(seconds) == epochs and all(map(_is_number, seconds)) else None,
            "parameters": training.get("params"),
            "operations": training.get("flop"),
            "latency": training.get("latency"),
        }
        # What is cut off may be large, and the pickle's memo would keep it.
        for part in training.values():
            if isinstance(part, dict):
                part.clear()
        training.clear()
        training[_FIGURES] = figures

    def _take(self, state: Dict[Any, Any]) -> None:
        arch = state["arch_str"]
        if not is_cell(arch):
            raise FormatError(self.file, f"'{short(arch)}' is no cell of NAS-Bench-201: of NATS-Bench the topology space is read (NATS-tss), the size space (NATS-sss) is not")
        by_length: Dict[int, Dict[str, Dict[int, Dict[str, Any]]]] = defaultdict(lambda: defaultdict(dict))
        for key, training in state["all_results"].items():
            if not (isinstance(key, tuple) and len(key) == 2 and isinstance(training, dict) and _FIGURES in training):
                raise FormatError(self.file, f"{arch} has a training without a data set, a seed or figures")
            figures = training[_FIGURES]
            by_length[figures["epochs"]][key[0]][key[1]] = figures
        row = self._rows.setdefault(arch, {})
        for epochs in sorted(by_length, reverse=True):
            for name in [name for name in _SETS if name in by_length[epochs]]:
                row.update(_figures(name, epochs, by_length[epochs][name]))
        state["all_results"].clear()

    def table(self) -> Table:
        """One row a cell: lengths, the longest first; within them data sets; means beside spreads."""
        if not self._rows:
            raise FormatError(self.file, "holds no trained cell of NAS-Bench-201")
        table = Table()
        for arch, row in self._rows.items():
            table.add([arch], row)
        return table.ordered(_order)


def _figures(name: str, epochs: int, by_seed: Dict[int, Dict[str, Any]]) -> Dict[str, Any]:
    title, parts = _SETS[name]
    suffix = "" if epochs == _FULL else f"_at_{epochs}"
    trainings = [by_seed[seed] for seed in sorted(by_seed)]
    row: Dict[str, Any] = {}
    for part, column in parts.items():
        row.update(mean_and_spread(column + suffix, [training["accuracies"][part] for training in trainings if part in training["accuracies"]]))
    seconds = [training["seconds"] for training in trainings if training["seconds"] is not None]
    if seconds:
        row[f"{title}_train_seconds{suffix}"] = math.fsum(seconds) / len(seconds)
    if name == "cifar10" or (name == "cifar10-valid" and epochs != _FULL):
        row.update(_costs(by_seed, trainings))
    return row


def _costs(by_seed: Dict[int, Dict[str, Any]], trainings: List[Dict[str, Any]]) -> Dict[str, Any]:
    """Parameters and multiply-adds in millions, and the latency on the benchmark's GPU for 256 images."""
    row: Dict[str, Any] = {}
    for key, column in (("parameters", "params_m"), ("operations", "macs_m")):
        values = [training[key] for training in trainings if _is_number(training[key])]
        if values:
            # Where seeds say different things, the benchmark's own reader takes the seed 888.
            differ = len({f"{value:.5f}" for value in values}) > 1
            row[column] = by_seed[888][key] if differ and 888 in by_seed else math.fsum(values) / len(values)
    latencies = [_mean(training["latency"]) for training in trainings]
    known = [latency for latency in latencies if latency is not None and latency > 0]
    if known:
        row["latency_ms_gpu_batch256"] = 1_000 * math.fsum(known) / len(known)
    return row


def _mean(values: Any) -> Optional[float]:
    return math.fsum(values) / len(values) if isinstance(values, list) and values and all(map(_is_number, values)) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _order(column: str) -> Tuple[int, int]:
    base, _, epochs = column.removesuffix("_std").partition("_at_")
    known = [column for _, parts in _SETS.values() for column in parts.values()]
    return -int(epochs or _FULL), known.index(base) if base in known else len(known)


def of_directory(folder: Path) -> Table:
    """NATS-Bench's `simple` directory, or its archive directory of the same form: a file a cell, one at a time."""
    files = sorted(file for file in folder.glob("*.pickle.pbz2") if file.name.split(".")[0].isdigit())
    if not files:
        raise FormatError(folder, "holds no files such as 000000.pickle.pbz2, as NATS-tss-v1_0-3ffb9-simple does")
    gathered = TrainingTable(folder)
    for file in files:
        gathered.file = file
        read_pickled(file, gathered.watch)
    gathered.file = folder
    return gathered.table()
