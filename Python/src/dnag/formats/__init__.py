"""Files that the field has already: benchmarks as they are published, read into tables that ``dnag table import`` takes.

``python -m dnag.convert`` is the command; :func:`read` and :meth:`Table.write` are the same from Python.
"""

from ._reading import Found, read
from ._table import Table

__all__ = ["Found", "Table", "read"]
