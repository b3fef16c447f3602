"""Parquet, by pyarrow."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, Dict, List, Tuple

from .._errors import FormatError

_WHAT_TO_DO = "Parquet needs pyarrow: pip install pyarrow"
#: As `dnag table import` has it.
_MOST_FIGURES = 50_000_000


def read_columns(path: Path) -> Tuple[List[str], List[List[Any]]]:
    """Names and columns."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise FormatError(path, _WHAT_TO_DO) from error
    try:
        file = pyarrow.parquet.ParquetFile(path)
        rows, columns = file.metadata.num_rows, file.metadata.num_columns
        if rows * columns > _MOST_FIGURES:
            raise FormatError(path, f"says that it has {rows:,} rows of {columns:,} columns; a table has at most {_MOST_FIGURES:,} figures")
        table = file.read()
        return list(table.column_names), [column.to_pylist() for column in table.columns]
    except (pyarrow.ArrowException, OSError) as error:
        raise FormatError(path, f"cannot be read: {str(error).splitlines()[0]}") from error


def encoded(columns: Dict[str, List[Any]], path: Path) -> bytes:
    """The bytes of a Parquet file; a column of numbers is one of doubles, or of whole numbers where all of them are."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise FormatError(path, _WHAT_TO_DO) from error
    made = {name: [float(value) for value in values] if _mixed(values) else values for name, values in columns.items()}
    file = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(made), file)
    return file.getvalue()


def _mixed(values: List[Any]) -> bool:
    return any(isinstance(value, float) for value in values) and any(isinstance(value, int) for value in values) and None not in values
