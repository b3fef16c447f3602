"""The bytes of a pickle, through a window: a file of gigabytes takes a few megabytes."""

from __future__ import annotations

import struct
from typing import BinaryIO, NoReturn

from .._errors import FormatError

#: How much is read at once.
_WINDOW = 1 << 20
#: A line of the oldest protocol: a text, or a number written out in decimals.
_LONGEST_LINE = 1 << 24

_UINT = struct.Struct("<I").unpack_from
_ULONG = struct.Struct("<Q").unpack_from


class Bytes:
    """Takes bytes, numbers of bytes and lines off a stream."""

    def __init__(self, stream: BinaryIO, file: object) -> None:
        self._stream, self._file = stream, file
        self._data, self._at, self._end = b"", 0, 0
        #: Bytes before the window.
        self._before = 0

    def _fail(self, rule: str) -> NoReturn:
        raise FormatError(self._file, f"byte {self._before + self._at} {rule}")

    def _fill(self, count: int) -> None:
        """Makes ``count`` bytes lie in the window. What is there is all that is taken: a length that lies takes no memory."""
        rest = self._data[self._at :]
        self._before += self._at
        pieces, have = [rest], len(rest)
        while have < count:
            piece = self._stream.read(_WINDOW)
            if not piece:
                self._fail("is behind the end of the file: it was not downloaded whole, or is no pickle")
            pieces.append(piece)
            have += len(piece)
        self._data, self._at, self._end = b"".join(pieces), 0, have

    def _take(self, count: int) -> bytes:
        if self._end - self._at < count:
            self._fill(count)
        start = self._at
        self._at = start + count
        return self._data[start : start + count]

    def _place(self, count: int) -> int:
        """Where the next ``count`` bytes begin; they are taken."""
        if self._end - self._at < count:
            self._fill(count)
        start = self._at
        self._at = start + count
        return start

    def _line(self) -> bytes:
        while True:
            end = self._data.find(b"\n", self._at, self._at + _LONGEST_LINE)
            if end >= 0:
                line = self._data[self._at : end]
                self._at = end + 1
                return line
            if self._end - self._at >= _LONGEST_LINE:
                self._fail(f"begins a line of more than {_LONGEST_LINE >> 20} MiB")
            self._fill(self._end - self._at + 1)

    def _byte(self) -> int:
        place = self._place(1)
        return self._data[place]

    def _uint(self) -> int:
        place = self._place(4)
        return int(_UINT(self._data, place)[0])

    def _ulong(self) -> int:
        place = self._place(8)
        return int(_ULONG(self._data, place)[0])
