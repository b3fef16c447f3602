"""NAS-Bench-Graph (Qin et al., NeurIPS 2022): `cora.bench` and its like, of the package `nas-bench-graph`, and the longer `cora0.bench` with every epoch."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Dict, Optional, Tuple

from .._errors import FormatError, short
from ._table import Table

#: The nine ways in which four operations follow each other, and the operations, in the order in which the benchmark numbers them.
_LINKS = ("0 0 0 0", "0 0 0 1", "0 0 1 1", "0 0 1 2", "0 0 1 3", "0 1 1 1", "0 1 1 2", "0 1 2 2", "0 1 2 3")
_OPERATIONS = ("gat", "gcn", "gin", "cheb", "sage", "arma", "graph", "fc", "skip")


def is_bench(found: Any) -> bool:
    """Whether it is a dictionary by the benchmark's numbers."""
    if not isinstance(found, dict) or not found:
        return False
    number, entry = next(iter(found.items()))
    return isinstance(number, int) and isinstance(entry, dict) and {"perf", "valid_perf"} <= entry.keys()


def of_bench(path: Path, found: Dict[Any, Any]) -> Table:
    name = re.sub(r"\d*$", "", path.stem)
    if name == "proteins":
        raise FormatError(path, "the data set 'proteins' has five operations and a numbering of its own, which dnag's space does not have")
    table = Table(["links", "operations"])
    for number, entry in found.items():
        network = _network(number)
        if network is None or not isinstance(entry, dict):
            raise FormatError(path, f"'{short(number)}' is no number of a network of NAS-Bench-Graph")
        valid, test, latency, parameters = (entry.get(key) for key in ("valid_perf", "perf", "latency", "para"))
        table.add(
            network,
            {
                f"{name}_valid": _scaled(valid, 100.0),
                f"{name}_test": _scaled(test, 100.0),
                f"{name}_latency_s": _scaled(latency, 1.0),
                f"{name}_params_m": _scaled(parameters, 1.0),
            },
        )
    return table


def _network(number: Any) -> Optional[Tuple[str, str]]:
    """The number is the place of the links, then a digit an operation, to the base of ten."""
    if not isinstance(number, int) or not 0 <= number < 10_000 * len(_LINKS):
        return None
    links, digits = divmod(number, 10_000)
    places = [int(digit) for digit in f"{digits:04}"]
    return None if max(places) >= len(_OPERATIONS) else (_LINKS[links], " ".join(_OPERATIONS[place] for place in places))


def _scaled(value: Any, scale: float) -> Optional[float]:
    return float(value) * scale if isinstance(value, (int, float)) else None
