"""The stack of a pickle's machine, and what puts numbers and texts on it."""

from __future__ import annotations

import struct
from typing import Any, BinaryIO, Dict, List

from ._pickle_bytes import Bytes

_DOUBLE = struct.Struct(">d").unpack_from
_INT = struct.Struct("<i").unpack_from


class End(Exception):
    """The value is whole."""


class Values(Bytes):
    """The stack, with the stacks below each mark, and codes that put one value on it."""

    def __init__(self, stream: BinaryIO, file: object) -> None:
        super().__init__(stream, file)
        self._stack: List[Any] = []
        self._outer: List[List[Any]] = []
        self._texts: Dict[str, str] = {}

    def _mark(self) -> None:
        self._outer.append(self._stack)
        self._stack = []

    def _to_mark(self) -> List[Any]:
        items, self._stack = self._stack, self._outer.pop()
        return items

    def _pop(self) -> None:
        if self._stack:
            self._stack.pop()
        else:
            self._to_mark()

    def _pop_mark(self) -> None:
        self._to_mark()

    def _dup(self) -> None:
        self._stack.append(self._stack[-1])

    def _stop(self) -> None:
        if len(self._stack) != 1 or self._outer:
            self._fail("ends the pickle, and something is left over")
        raise End

    def _none(self) -> None:
        self._stack.append(None)

    def _true(self) -> None:
        self._stack.append(True)

    def _false(self) -> None:
        self._stack.append(False)

    def _float_text(self) -> None:
        self._stack.append(float(self._line()))

    def _int_text(self) -> None:
        line = self._line()
        self._stack.append({b"00": False, b"01": True}[line] if line in (b"00", b"01") else int(line))

    def _long_text(self) -> None:
        line = self._line()
        self._stack.append(int(line[:-1] if line.endswith(b"L") else line))

    def _int4(self) -> None:
        place = self._place(4)
        self._stack.append(_INT(self._data, place)[0])

    def _int1(self) -> None:
        self._stack.append(self._byte())

    def _int2(self) -> None:
        self._stack.append(int.from_bytes(self._take(2), "little"))

    def _long1(self) -> None:
        self._stack.append(int.from_bytes(self._take(self._byte()), "little", signed=True))

    def _long4(self) -> None:
        self._stack.append(int.from_bytes(self._take(self._uint()), "little", signed=True))

    def _float8(self) -> None:
        place = self._place(8)
        self._stack.append(_DOUBLE(self._data, place)[0])

    def _string_text(self) -> None:
        line = self._line().strip()
        if len(line) < 2 or line[:1] != line[-1:] or line[:1] not in (b"'", b'"'):
            self._fail("begins a text without its quotes")
        self._stack.append(line[1:-1].decode("unicode_escape"))

    def _string4(self) -> None:
        self._stack.append(self._take(self._uint()).decode("latin-1"))

    def _string1(self) -> None:
        self._stack.append(self._take(self._byte()).decode("latin-1"))

    def _unicode_text(self) -> None:
        self._stack.append(self._line().decode("raw_unicode_escape"))

    def _text(self, count: int) -> None:
        text = str(self._take(count), "utf-8", "surrogatepass")
        # Benchmarks repeat the same few keys millions of times.
        self._stack.append(self._texts.setdefault(text, text) if count < 64 and len(self._texts) < 65_536 else text)

    def _unicode1(self) -> None:
        self._text(self._byte())

    def _unicode4(self) -> None:
        self._text(self._uint())

    def _unicode8(self) -> None:
        self._text(self._ulong())

    def _bytes1(self) -> None:
        self._stack.append(self._take(self._byte()))

    def _bytes4(self) -> None:
        self._stack.append(self._take(self._uint()))

    def _bytes8(self) -> None:
        self._stack.append(self._take(self._ulong()))
