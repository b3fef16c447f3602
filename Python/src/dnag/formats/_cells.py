"""Cells of NAS-Bench-201 in the forms that files have them in."""

from __future__ import annotations

import re
from typing import Any, List, Optional

_OPERATION = "(?:none|skip_connect|nor_conv_1x1|nor_conv_3x3|avg_pool_3x3)"
_CELL = re.compile(rf"\|{_OPERATION}~0\|\+\|{_OPERATION}~0\|{_OPERATION}~1\|\+\|{_OPERATION}~0\|{_OPERATION}~1\|{_OPERATION}~2\|")

#: NASLib's numbers.
_NASLIB = ("skip_connect", "none", "nor_conv_3x3", "nor_conv_1x1", "avg_pool_3x3")


def is_cell(text: Any) -> bool:
    """Whether it is an arch string."""
    return isinstance(text, str) and _CELL.fullmatch(text) is not None


def operations_of(arch: str) -> List[str]:
    """The six operations of an arch string, in its order: edge 0→1, 0→2, 1→2, 0→3, 1→3, 2→3."""
    return re.findall(_OPERATION, arch)


def of_naslib(numbers: Any) -> Optional[str]:
    """The arch string of NASLib's six numbers, which stand for the edges 0→1, 0→2, 0→3, 1→2, 1→3, 2→3; none where they are no cell."""
    if isinstance(numbers, str):
        if re.fullmatch(r"[(\[]\s*\d(\s*,\s*\d){5}\s*[)\]]", numbers) is None:
            return None
        numbers = [int(digit) for digit in re.findall(r"\d", numbers)]
    if not isinstance(numbers, (list, tuple)) or len(numbers) != 6 or not all(type(number) is int and 0 <= number < 5 for number in numbers):
        return None
    a, b, c, d, e, f = (_NASLIB[number] for number in numbers)
    return f"|{a}~0|+|{b}~0|{d}~1|+|{c}~0|{e}~1|{f}~2|"
