"""A table of figures: rows of architectures, columns of numbers."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

from .._errors import FormatError

Value = Union[float, int, str, None]

_ENDINGS = (".csv", ".jsonl", ".parquet")


class Table:
    """Rows by architecture.

    :param names: columns that name the architecture, such as ``("arch",)`` or ``("depths", "kernels", "expands")``
    """

    def __init__(self, names: Sequence[str] = ("arch",)) -> None:
        self.names = tuple(names)
        self._columns: Dict[str, None] = {}
        self._rows: Dict[Tuple[str, ...], Dict[str, Value]] = {}

    @property
    def columns(self) -> List[str]:
        """Figures, in the order in which they came."""
        return list(self._columns)

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, architecture: Sequence[str], figures: Mapping[str, Value]) -> None:
        """Figures of an architecture, beside those that it has; a figure that is missing or not finite is left out."""
        row = self._rows.setdefault(tuple(architecture), {})
        for column, value in figures.items():
            self._columns.setdefault(column)
            if value is not None and not (isinstance(value, float) and not math.isfinite(value)):
                row[column] = value

    def rows(self) -> Iterable[Tuple[Tuple[str, ...], Dict[str, Value]]]:
        return self._rows.items()

    def ordered(self, key: Any) -> "Table":
        """The same with its columns in another order."""
        self._columns = dict.fromkeys(sorted(self._columns, key=key))
        return self

    def write(self, path: Optional[Union[str, Path]]) -> None:
        """As the ending says: ``.csv``, ``.jsonl``, ``.parquet`` (with pyarrow); CSV to standard output where there is no path. The file appears
        whole or not at all."""
        if path is None or str(path) == "-":
            sys.stdout.write(self.csv())
            return
        path = Path(path)
        kind = path.suffix.lower()
        if kind not in _ENDINGS:
            raise FormatError(path, f"cannot be written: tables end in {', '.join(_ENDINGS)}")
        write_whole(path, self._parquet(path) if kind == ".parquet" else (self.csv() if kind == ".csv" else self.jsonl()).encode())

    def csv(self) -> str:
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([*self.names, *self._columns])
        for names, row in self._rows.items():
            writer.writerow([*names, *(_text(row.get(column)) for column in self._columns)])
        return text.getvalue()

    def jsonl(self) -> str:
        """An object a row; what is missing is left out."""
        lines = ({**dict(zip(self.names, names)), **row} for names, row in self._rows.items())
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)

    def _parquet(self, path: Path) -> bytes:
        from ._parquet import encoded

        columns: Dict[str, List[Value]] = {name: [names[place] for names in self._rows] for place, name in enumerate(self.names)}
        columns.update({column: [row.get(column) for row in self._rows.values()] for column in self._columns})
        return encoded(columns, path)


def _text(value: Value) -> str:
    # The shortest text that is read as the same number.
    return "" if value is None else value if isinstance(value, str) else repr(value)


def mean_and_spread(name: str, values: Sequence[float]) -> Dict[str, Value]:
    """The mean over seeds, and the sample standard deviation where there are two or more."""
    if not values:
        return {}
    spread = statistics.stdev(values) if len(values) > 1 else None
    return {name: statistics.fmean(values), f"{name}_std": spread}


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file that has no name until it is whole."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(name, 0o666 & ~mask)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise FormatError(path, f"cannot be written: {error.strerror or error}") from error
