"""Pickles in the wrappings that benchmarks are published in: bzip2, gzip, and PyTorch's files of both kinds."""

from __future__ import annotations

import bz2
import gzip
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Callable, Dict, Iterator, Optional, cast

from .._errors import FormatError
from ._pickle import PlainPickle

#: PyTorch's files before its version 1.6 are several pickles: this number, the protocol's, the machine's words, then the object.
_TORCH_MAGIC = 0x1950A86A20F9469CFC6C


def read_pickled(path: Path, watch: Optional[Callable[[Dict[Any, Any]], None]] = None) -> Any:
    """The object in a pickle, or in a file of PyTorch's, as plain data.

    :raises FormatError: where the file is none, is damaged, or would run code
    """
    try:
        with _opened(path) as stream:
            pickles = PlainPickle(stream, path, watch)
            value = pickles.load()
            if value != _TORCH_MAGIC:
                return value
            pickles.load()
            pickles.load()
            return pickles.load()
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        raise FormatError(path, f"cannot be read: {getattr(error, 'strerror', None) or error}") from error


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with path.open("rb") as file:
        head = file.read(4)
        file.seek(0)
        if head[:3] == b"BZh":
            with bz2.open(file, "rb") as stream:
                yield cast(BinaryIO, stream)
        elif head[:2] == b"\x1f\x8b":
            with gzip.open(file, "rb") as stream:
                yield cast(BinaryIO, stream)
        elif head == b"PK\x03\x04":
            with zipfile.ZipFile(file) as archive:
                names = [name for name in archive.namelist() if name == "data.pkl" or name.endswith("/data.pkl")]
                if len(names) != 1:
                    raise FormatError(path, "is a zip archive, and no file of PyTorch's: it has no 'data.pkl'")
                with archive.open(names[0]) as member:
                    yield cast(BinaryIO, member)
        else:
            yield cast(BinaryIO, file)
