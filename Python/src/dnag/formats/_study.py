"""Studies of dnag as tables, and as Optuna's."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Optional

from .._binary import StrPath
from .._errors import FormatError
from .._study import Study
from ._table import Table


def is_study(path: Path) -> bool:
    """Whether its first line says so."""
    try:
        with path.open("rb") as file:
            return b'"format":"dnag study"' in file.readline(65_536)
    except OSError:
        return False


def status(path: Path, binary: Optional[StrPath] = None) -> Dict[str, Any]:
    """How the study stands, in the program's own words."""
    with Study(path, binary=binary, serve=False) as study:
        return study.status.raw


def of_study(path: Path, binary: Optional[StrPath] = None) -> Table:
    """Every architecture with figures: evaluated, or given."""
    table = Table()
    found = status(path, binary)
    for row in [*found.get("evaluations", []), *found.get("given", [])]:
        if row.get("figures"):
            table.add([row["arch"]], row["figures"])
    if not len(table):
        raise FormatError(path, "has no figures yet")
    return table
