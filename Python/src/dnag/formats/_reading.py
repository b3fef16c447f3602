"""Which format a file has, and what is in it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional, Union

from .._binary import StrPath
from .._errors import FormatError, short
from . import _hw_nas_bench, _nasbench101, _nasbench_graph, _naslib, _nats_bench, _once_for_all, _optuna, _plain, _study
from ._pickled import read_pickled
from ._table import Table

#: NASLib's largest file has some 150 MB.
_LONGEST_JSON = 1 << 30


@dataclass(frozen=True)
class Found:
    """What a file holds."""

    #: What the file is, in words.
    format: str
    table: Table
    #: The file of a search space that lists the table's architectures, where it is none that dnag has; its ``listing`` is ``LISTING``.
    space: Optional[str] = None


def read(
    path: Union[str, Path],
    *,
    study: Optional[str] = None,
    count: int = 2_000,
    seed: int = 0,
    width: float = 1.2,
    binary: Optional[StrPath] = None,
) -> Found:
    """Reads a file of the field's. What it is follows from what is in it.

    :param study: of several in Optuna's storage
    :param count: how many networks are drawn for a table of latencies by block; ``seed`` and ``width`` are theirs
    :raises FormatError: where it is none that is known, or damaged
    """
    path = Path(path)
    if not path.exists():
        raise FormatError(path, "is not there")
    if path.is_dir():
        configs = sorted(path.rglob("net.config"))
        return Found("Once-for-All", _once_for_all.of_configs(configs)) if configs else Found("NATS-Bench", _nats_bench.of_directory(path))
    if _study.is_study(path):
        return Found("a study", _study.of_study(path, binary))
    if _optuna.is_storage(path):
        return Found("Optuna's storage", _optuna.of_storage(path, study))
    if _nasbench101.is_records(path):
        table, space = _nasbench101.of_records(path)
        return Found("NAS-Bench-101", table, space)
    if path.name.endswith((".yaml", ".yml")):
        return Found("Once-for-All's latencies", _once_for_all.of_latencies(path, count, seed, width))
    if path.name == "net.config":
        return Found("Once-for-All", _once_for_all.of_configs([path]))
    if path.suffix.lower() in (".csv", ".tsv", ".jsonl", ".parquet"):
        return Found("a table", _plain.of_table(path))
    if path.suffix.lower() == ".json":
        return _of_json(path, _json(path))
    return _of_pickle(path)


def _of_pickle(path: Path) -> Found:
    gathered = _nats_bench.TrainingTable(path)
    found = read_pickled(path, gathered.watch)
    if isinstance(found, dict):
        if "nasbench201" in found:
            return Found("HW-NAS-Bench", _hw_nas_bench.of_object(path, found))
        if "meta_archs" in found or any(key in found for key in ("12", "200", "full", "less")):
            return Found("NATS-Bench", gathered.table())
        if _nasbench_graph.is_bench(found):
            return Found("NAS-Bench-Graph", _nasbench_graph.of_bench(path, found))
        if _naslib.is_curves(found):
            return Found("NASLib", _naslib.of_curves(path, found))
    raise FormatError(path, f"holds {_words(found)}, which is of no format that is read (docs/formats.md lists them)")


def _of_json(path: Path, found: Any) -> Found:
    if _naslib.is_zero_cost(found):
        return Found("NASLib", _naslib.of_zero_cost(path, found))
    if _naslib.is_list(found):
        return Found("NASLib", _naslib.of_list(path, found))
    if _once_for_all.is_config(found):
        return Found("Once-for-All", _once_for_all.of_configs([path]))
    return Found("a table", _plain.of_objects(path, found))


def _json(path: Path) -> Any:
    try:
        if path.stat().st_size > _LONGEST_JSON:
            raise FormatError(path, f"is longer than {_LONGEST_JSON >> 20} MiB")
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise FormatError(path, f"cannot be read: {short(error)}") from error


def _words(found: Any) -> str:
    if isinstance(found, dict):
        return f"a dictionary of {len(found)} keys, the first '{short(next(iter(found), ''))}'"
    return f"a {type(found).__name__}"
