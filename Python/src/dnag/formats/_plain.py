"""Tables that are no benchmark's: CSV, JSON, JSON lines and Parquet."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, Dict, List, Sequence, Tuple

from .._errors import FormatError, short
from ._cells import is_cell, of_naslib
from ._table import Table, Value

#: Columns that name an architecture together.
_NAMES: Tuple[Tuple[str, ...], ...] = (("arch",), ("depths", "kernels", "expands"), ("links", "operations"))


def of_table(path: Path) -> Table:
    kind = path.suffix.lower()
    if kind == ".parquet":
        from ._parquet import read_columns

        names, columns = read_columns(path)
        return _table(path, names, [list(row) for row in zip(*columns)])
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            if kind == ".jsonl":
                return of_objects(path, [json.loads(line) for line in file if line.strip()])
            rows = [row for row in csv.reader(file, delimiter="\t" if kind == ".tsv" else ",") if row]
    except (OSError, ValueError, csv.Error, RecursionError) as error:
        raise FormatError(path, f"cannot be read: {short(error)}") from error
    if not rows:
        raise FormatError(path, "is empty")
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(rows[0]):
            raise FormatError(path, f"row {number} has {len(row)} fields, and the header {len(rows[0])}")
    return _table(path, rows[0], rows[1:])


def of_objects(path: Path, found: Any) -> Table:
    """A list of objects."""
    if not isinstance(found, list) or not found or not all(isinstance(entry, dict) for entry in found):
        raise FormatError(path, "is no list of objects, and of no other format that is read (docs/formats.md lists them)")
    names: Dict[str, None] = {}
    for entry in found:
        names.update(dict.fromkeys(map(str, entry)))
    return _table(path, list(names), [[entry.get(name) for name in names] for entry in found])


def _table(path: Path, names: Sequence[str], rows: List[List[Any]]) -> Table:
    keys = next((keys for keys in _NAMES if set(keys) <= set(names)), None)
    if keys is None:
        first = next((name for place, name in enumerate(names) if rows and _is_architecture(rows[0][place])), None)
        if first is None:
            raise FormatError(path, f"has no column that names an architecture, such as 'arch'; its columns are {short(', '.join(names))}")
        keys = (first,)
    places = [list(names).index(key) for key in keys]
    table = Table(["arch"] if len(keys) == 1 else keys)
    for row in rows:
        architecture = [of_naslib(row[place]) or str(row[place]) for place in places]
        figures: Dict[str, Value] = {name: _value(row[place]) for place, name in enumerate(names) if place not in places}
        table.add(architecture, figures)
    return table


def _is_architecture(value: Any) -> bool:
    return is_cell(value) or of_naslib(value) is not None


def _value(field: Any) -> Value:
    """A number where it is one; text as it is."""
    if isinstance(field, bool):
        return int(field)
    if field is None or isinstance(field, (int, float)):
        return field
    text = str(field)
    try:
        return int(text) if text.lstrip("-").isdigit() and len(text) < 16 else float(text)
    except ValueError:
        return text or None
